{% set rank = recmart.parameter('streaming', 'rank') -%}
{{ config(enabled=recmart.is_wanted('streaming', 'rank')) }}

{{ recmart.item_factors(
    pairs=ref('int_streaming__item_pairs'),
    popularity=ref('int_streaming__item_popularity'),
    rank=rank,
) }}
