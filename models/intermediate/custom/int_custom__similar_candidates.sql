{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('custom', 'weights.similar'),
) }}

{{ recmart.similar_candidates(
    user_items=ref('int_custom__user_items'),
    weights=ref('int_custom__item_weights'),
    popularity=ref('int_custom__item_popularity'),
    exclusions=ref('int_custom__exclusions'),
    reason='similar to',
    because="'which you liked'",
    **recmart.history_settings('custom')
) }}
