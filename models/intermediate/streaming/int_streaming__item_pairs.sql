{{ config(materialized='table_by_block') }}

{{ recmart.item_pairs(
    likes=ref('int_streaming__item_likes'),
    user_exponent=recmart.parameter('streaming', 'user_exponent'),
) }}
