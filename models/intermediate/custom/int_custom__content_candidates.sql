{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('custom', 'weights.content'),
) }}

{{ recmart.similar_candidates(
    user_items=ref('int_custom__user_items'),
    weights=ref('int_custom__content_weights'),
    popularity=ref('int_custom__item_popularity'),
    exclusions=ref('int_custom__exclusions'),
    reason='like',
    because="'which you liked'",
    history_size=recmart.parameter('custom', 'history_size'),
    evidence_exponent=recmart.parameter('custom', 'evidence_exponent'),
    recency_exponent=recmart.parameter('custom', 'recency_exponent'),
    is_collaborative=false,
) }}
