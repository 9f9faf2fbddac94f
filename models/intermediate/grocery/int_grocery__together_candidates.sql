{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('grocery', 'weights.together'),
) }}

{{ recmart.similar_candidates(
    user_items=ref('int_grocery__user_items'),
    weights=ref('int_grocery__basket_weights'),
    popularity=ref('int_grocery__item_popularity'),
    exclusions=ref('int_grocery__user_items'),
    reason='often bought with',
    because="'which you bought'",
    history_size=recmart.parameter('grocery', 'together.history_size'),
    evidence_exponent=recmart.parameter('grocery', 'together.evidence_exponent'),
    recency_exponent=recmart.parameter('grocery', 'together.recency_exponent'),
) }}
