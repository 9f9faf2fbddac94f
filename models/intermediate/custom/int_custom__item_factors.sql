{% set rank = recmart.parameter('custom', 'rank') -%}
{{ config(enabled=recmart.is_wanted('custom', 'rank')) }}

{{ recmart.item_factors(
    pairs=ref('int_custom__item_pairs'),
    popularity=ref('int_custom__item_popularity'),
    rank=rank,
) }}
