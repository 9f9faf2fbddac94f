{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('grocery', 'weights.similar'),
) }}

{{ recmart.similar_candidates(
    user_items=ref('int_grocery__user_items'),
    weights=ref('int_grocery__item_weights'),
    popularity=ref('int_grocery__item_popularity'),
    exclusions=ref('int_grocery__user_items'),
    reason='similar to',
    because="'which you bought'",
    **recmart.history_settings('grocery')
) }}
