{{ recmart.similar_candidates(
    user_items=ref('int_grocery__user_items'),
    weights=ref('int_grocery__item_weights'),
    popularity=ref('int_grocery__item_popularity'),
    exclusions=ref('int_grocery__user_items'),
    because='which you bought',
    history_size=500,
    evidence_exponent=0.5,
    recency_exponent=0,
) }}
