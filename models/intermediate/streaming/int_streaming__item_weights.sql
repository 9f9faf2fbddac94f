{{ config(
    materialized='table_by_block',
) }}

{% set rank = recmart.parameter('streaming', 'rank') -%}
{{ recmart.item_weights(
    pairs=ref('int_streaming__item_pairs'),
    likes=ref('int_streaming__item_likes'),
    factors=ref('int_streaming__item_factors') if rank else none,
    shrinkage=recmart.parameter('streaming', 'shrinkage'),
    item_exponent=recmart.parameter('streaming', 'item_exponent'),
    neighbour_exponent=recmart.parameter('streaming', 'neighbour_exponent'),
    neighbours=recmart.parameter('streaming', 'neighbours'),
    **recmart.hidden_items_of('streaming')
) }}
