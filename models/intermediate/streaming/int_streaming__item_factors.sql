{% set rank = recmart.parameter('streaming', 'rank') -%}
{{ config(enabled=recmart.is_wanted('streaming', 'rank')) }}

{{ recmart.item_factors(
    likes=ref('int_streaming__item_likes'),
    rank=rank,
    user_exponent=recmart.parameter('streaming', 'user_exponent'),
    level=recmart.parameter('streaming', 'level'),
    shrinkage=recmart.parameter('streaming', 'shrinkage'),
) }}
