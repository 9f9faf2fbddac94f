{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('custom', 'weights.next'),
) }}

{{ recmart.item_sequences(
    likes=ref('int_custom__item_likes'),
    window=recmart.parameter('custom', 'next.window'),
    gap_discount=recmart.parameter('custom', 'next.gap_discount'),
) }}
