{{ recmart.similar_candidates(
    user_items=ref('int_shoes__user_items'),
    similarity=ref('shoes__item_similarity'),
    popularity=ref('shoes__item_popularity'),
    exclusions=ref('int_shoes__exclusions'),
    because='which you looked at',
    evidence_exponent=0.5,
) }}
