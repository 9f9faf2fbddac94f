{{ config(materialized='table_by_block') }}

{{ recmart.item_pairs(
    likes=ref('int_grocery__item_likes'),
    user_exponent=recmart.parameter('grocery', 'user_exponent'),
) }}
