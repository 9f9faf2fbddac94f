{% set rank = recmart.parameter('custom', 'rank') -%}
{{ config(enabled=recmart.is_wanted('custom', 'rank')) }}

{{ recmart.item_factors(
    pairs=ref('int_custom__item_pairs'),
    likes=ref('int_custom__item_likes'),
    rank=rank,
    level=recmart.parameter('custom', 'level'),
    shrinkage=recmart.parameter('custom', 'shrinkage'),
) }}
