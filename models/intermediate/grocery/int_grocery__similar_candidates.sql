{{ recmart.similar_candidates(
    user_items=ref('int_grocery__user_items'),
    similarity=ref('grocery__item_similarity'),
    popularity=ref('grocery__item_popularity'),
    exclusions=ref('int_grocery__user_items'),
    because='which you bought',
    evidence_exponent=0.5,
) }}
