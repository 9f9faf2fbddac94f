{{ recmart.similar_candidates(
    user_items=ref('int_dating__user_items'),
    similarity=ref('dating__item_similarity'),
    popularity=ref('dating__item_popularity'),
    exclusions=ref('int_dating__exclusions'),
    because='whom you liked',
) }}
