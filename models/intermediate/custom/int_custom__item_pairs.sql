{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('custom'),
) }}

{{ recmart.item_pairs(
    likes=ref('int_custom__item_likes'),
    user_exponent=recmart.parameter('custom', 'user_exponent'),
) }}
