{{ config(materialized='table_by_block') }}

{{ recmart.item_pairs(
    likes=ref('int_shoes__item_likes'),
    user_exponent=recmart.parameter('shoes', 'user_exponent'),
) }}
