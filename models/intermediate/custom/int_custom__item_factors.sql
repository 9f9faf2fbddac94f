{% set rank = recmart.parameter('custom', 'rank') -%}
{{ config(enabled=recmart.is_wanted('custom', 'rank')) }}

{{ recmart.item_factors(
    likes=ref('int_custom__item_likes'),
    rank=rank,
    user_exponent=recmart.parameter('custom', 'user_exponent'),
    level=recmart.parameter('custom', 'level'),
    shrinkage=recmart.parameter('custom', 'shrinkage'),
) }}
