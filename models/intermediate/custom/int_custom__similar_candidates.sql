-- depends_on: {{ ref('int_custom__next_candidates') }}
-- Nothing of it is needed, but side by side the two would not fit into memory.
{{ recmart.similar_candidates(
    user_items=ref('int_custom__user_items'),
    weights=ref('int_custom__item_weights'),
    popularity=ref('int_custom__item_popularity'),
    exclusions=ref('int_custom__exclusions'),
    because='which you liked',
    batches=32,
    history_size=500,
    evidence_exponent=0.5,
    recency_exponent=0.7,
) }}
