{% set rank = recmart.parameter('grocery', 'rank') -%}
{{ config(enabled=recmart.is_wanted('grocery', 'rank')) }}

{{ recmart.item_factors(
    pairs=ref('int_grocery__item_pairs'),
    likes=ref('int_grocery__item_likes'),
    rank=rank,
    level=recmart.parameter('grocery', 'level'),
    shrinkage=recmart.parameter('grocery', 'shrinkage'),
) }}
