{{ config(
    materialized='table_by_block',
) }}

{{ recmart.item_weights(
    pairs=ref('int_shoes__item_pairs'),
    likes=ref('int_shoes__item_likes'),
    item_exponent=recmart.parameter('shoes', 'item_exponent'),
    neighbour_exponent=recmart.parameter('shoes', 'neighbour_exponent'),
    neighbours=recmart.parameter('shoes', 'neighbours'),
    **recmart.hidden_items_of('shoes')
) }}
