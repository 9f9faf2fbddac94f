{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('custom', 'weights.next'),
) }}

{{ recmart.item_weights(
    pairs=ref('int_custom__item_sequences'),
    likes=ref('int_custom__item_likes'),
    is_directed=true,
    item_exponent=recmart.parameter('custom', 'next.item_exponent'),
    neighbour_exponent=recmart.parameter('custom', 'next.neighbour_exponent'),
    neighbours=recmart.parameter('custom', 'next.neighbours'),
    **recmart.hidden_items_of('custom')
) }}
