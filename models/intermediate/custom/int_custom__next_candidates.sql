{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('custom', 'weights.next'),
) }}

{{ recmart.similar_candidates(
    user_items=ref('int_custom__user_items'),
    weights=ref('int_custom__next_weights'),
    popularity=ref('int_custom__item_popularity'),
    exclusions=ref('int_custom__exclusions'),
    reason='often comes soon after',
    because="'which you liked'",
    **recmart.history_settings('custom', 'next.')
) }}
