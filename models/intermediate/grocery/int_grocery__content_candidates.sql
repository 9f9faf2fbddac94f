{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('grocery', 'weights.content'),
) }}

{{ recmart.similar_candidates(
    user_items=ref('int_grocery__user_items'),
    weights=ref('int_grocery__content_weights'),
    popularity=ref('int_grocery__item_popularity'),
    exclusions=ref('int_grocery__user_items'),
    reason='like',
    because="'which you bought'",
    is_collaborative=false,
    **recmart.history_settings('grocery')
) }}
