{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('shoes', 'weights.content'),
) }}

{{ recmart.similar_candidates(
    user_items=ref('int_shoes__user_item_matrix'),
    weights=ref('int_shoes__content_weights'),
    popularity=ref('int_shoes__item_popularity'),
    exclusions=ref('int_shoes__exclusions'),
    reason='similar in style to',
    because='user_items.because',
    candidates=recmart.source_depth('shoes'),
    evidence_exponent=0.5,
    is_collaborative=false,
) }}
