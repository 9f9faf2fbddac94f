{{ config(materialized='table_by_block') }}

{{ recmart.item_pairs(
    likes=ref('int_grocery__basket_likes'),
    user_exponent=recmart.parameter('grocery', 'together.user_exponent'),
    min_users_in_common=recmart.parameter('grocery', 'together.min_users_in_common'),
) }}
