{{ recmart.similar_candidates(
    user_items=ref('int_streaming__user_items'),
    similarity=ref('streaming__item_similarity'),
    popularity=ref('streaming__item_popularity'),
    exclusions=ref('int_streaming__exclusions'),
    because='which you watched',
    evidence_exponent=0.5,
) }}
