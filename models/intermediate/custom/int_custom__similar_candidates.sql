{{ recmart.similar_candidates(
    user_items=ref('int_custom__user_items'),
    similarity=ref('custom__item_similarity'),
    popularity=ref('custom__item_popularity'),
    exclusions=ref('int_custom__exclusions'),
    because='which you liked',
    batches=32,
) }}
