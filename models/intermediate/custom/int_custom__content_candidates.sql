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
    is_collaborative=false,
    **recmart.history_settings('custom')
) }}
