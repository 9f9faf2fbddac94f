{{ config(materialized='table_by_block') }}

{{ recmart.item_pairs(
    likes=ref('int_dating__item_likes'),
    user_exponent=recmart.parameter('dating', 'user_exponent'),
) }}
