{{ config(
    materialized='table_by_block',
) }}

{% set rank = recmart.parameter('grocery', 'rank') -%}
{{ recmart.item_weights(
    pairs=ref('int_grocery__item_pairs'),
    likes=ref('int_grocery__item_likes'),
    factors=ref('int_grocery__item_factors') if rank else none,
    shrinkage=recmart.parameter('grocery', 'shrinkage'),
    item_exponent=recmart.parameter('grocery', 'item_exponent'),
    neighbour_exponent=recmart.parameter('grocery', 'neighbour_exponent'),
    neighbours=recmart.parameter('grocery', 'neighbours'),
    **recmart.hidden_items_of('grocery')
) }}
