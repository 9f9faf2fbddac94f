{{ config(materialized='table_by_block', blocks=8) }}

{{ recmart.item_weights(
    pairs=ref('int_grocery__basket_pairs'),
    popularity=ref('int_grocery__basket_popularity'),
    item_exponent=recmart.parameter('grocery', 'together.item_exponent'),
    neighbour_exponent=recmart.parameter('grocery', 'together.neighbour_exponent'),
    neighbours=recmart.parameter('grocery', 'together.neighbours'),
    min_users_in_common=recmart.parameter('grocery', 'together.min_users_in_common'),
) }}
