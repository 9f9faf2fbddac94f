{{ config(materialized='table_by_block', blocks=8) }}

{{ recmart.item_weights(
    pairs=ref('int_shoes__item_pairs'),
    popularity=ref('int_shoes__item_popularity'),
    item_exponent=recmart.parameter('shoes', 'item_exponent'),
    neighbour_exponent=recmart.parameter('shoes', 'neighbour_exponent'),
    neighbours=recmart.parameter('shoes', 'neighbours'),
) }}
