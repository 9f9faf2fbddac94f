{{ config(materialized='table_by_block') }}

{{ recmart.item_pairs(
    likes=ref('int_pings__item_likes'),
    user_exponent=recmart.parameter('pings', 'user_exponent'),
) }}
