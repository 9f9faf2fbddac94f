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
    **recmart.history_settings('grocery', 'together.')
) }}
