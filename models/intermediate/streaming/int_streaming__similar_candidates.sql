{{ recmart.similar_candidates(
    user_items=ref('int_streaming__user_items'),
    weights=ref('int_streaming__item_weights'),
    popularity=ref('int_streaming__item_popularity'),
    exclusions=ref('int_streaming__exclusions'),
    because='which you watched',
    history_size=500,
    evidence_exponent=0.25,
    recency_exponent=0,
) }}
