{% set rank = recmart.parameter('streaming', 'rank') -%}
{{ config(enabled=recmart.is_wanted('streaming', 'rank')) }}

{{ recmart.item_factors(
    pairs=ref('int_streaming__item_pairs'),
    likes=ref('int_streaming__item_likes'),
    rank=rank,
    level=recmart.parameter('streaming', 'level'),
    shrinkage=recmart.parameter('streaming', 'shrinkage'),
) }}
