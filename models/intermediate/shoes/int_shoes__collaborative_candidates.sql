{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('shoes', 'weights.collaborative'),
) }}

{{ recmart.similar_candidates(
    user_items=ref('int_shoes__user_item_matrix'),
    weights=ref('int_shoes__taste_weights'),
    popularity=ref('int_shoes__item_popularity'),
    exclusions=ref('int_shoes__exclusions'),
    reason='chosen by those who like',
    because='user_items.because',
    candidates=recmart.source_depth('shoes'),
    evidence_exponent=0.5,
    may_cancel=true,
) }}
