{% set rank = recmart.parameter('custom', 'rank') -%}
{{ config(enabled=rank > 0) }}

{{ recmart.item_factors(
    pairs=ref('int_custom__item_pairs'),
    popularity=ref('int_custom__item_popularity'),
    rank=rank,
) }}
