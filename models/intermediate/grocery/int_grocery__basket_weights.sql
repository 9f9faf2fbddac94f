{{ config(
    materialized='table_by_block',
) }}

{{ recmart.item_weights(
    pairs=ref('int_grocery__basket_pairs'),
    likes=ref('int_grocery__basket_likes'),
    item_exponent=recmart.parameter('grocery', 'together.item_exponent'),
    neighbour_exponent=recmart.parameter('grocery', 'together.neighbour_exponent'),
    neighbours=recmart.parameter('grocery', 'together.neighbours'),
    **recmart.hidden_items_of('grocery')
) }}
