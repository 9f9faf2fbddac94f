{{ config(
    materialized='table_by_block',
) }}

{{ recmart.item_weights(
    pairs=ref('int_pings__item_pairs'),
    likes=ref('int_pings__item_likes'),
    item_exponent=recmart.parameter('pings', 'item_exponent'),
    neighbour_exponent=recmart.parameter('pings', 'neighbour_exponent'),
    neighbours=recmart.parameter('pings', 'neighbours'),
) }}
