{{ config(
    materialized='table_by_block',
) }}

{{ recmart.item_weights(
    pairs=ref('int_dating__item_pairs'),
    likes=ref('int_dating__item_likes'),
    item_exponent=recmart.parameter('dating', 'item_exponent'),
    neighbour_exponent=recmart.parameter('dating', 'neighbour_exponent'),
    neighbours=recmart.parameter('dating', 'neighbours'),
) }}
