{{ config(
    materialized='table_by_block',
    blocks=recmart.blocks_of_heaps(recmart.parameter('grocery', 'together.neighbours')),
) }}

{{ recmart.item_weights(
    pairs=ref('int_grocery__basket_pairs'),
    likes=ref('int_grocery__basket_likes'),
    item_exponent=recmart.parameter('grocery', 'together.item_exponent'),
    neighbour_exponent=recmart.parameter('grocery', 'together.neighbour_exponent'),
    neighbours=recmart.parameter('grocery', 'together.neighbours'),
) }}
