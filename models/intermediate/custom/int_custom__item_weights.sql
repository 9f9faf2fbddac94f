{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('custom'),
) }}

{% set rank = recmart.parameter('custom', 'rank') -%}
{{ recmart.item_weights(
    pairs=ref('int_custom__item_pairs'),
    likes=ref('int_custom__item_likes'),
    factors=ref('int_custom__item_factors') if rank else none,
    shrinkage=recmart.parameter('custom', 'shrinkage'),
    item_exponent=recmart.parameter('custom', 'item_exponent'),
    neighbour_exponent=recmart.parameter('custom', 'neighbour_exponent'),
    neighbours=recmart.parameter('custom', 'neighbours'),
    **recmart.hidden_items_of('custom')
) }}
