{% set rank = recmart.parameter('grocery', 'rank') -%}
{{ config(enabled=recmart.is_wanted('grocery', 'rank')) }}

{{ recmart.item_factors(
    likes=ref('int_grocery__item_likes'),
    rank=rank,
    user_exponent=recmart.parameter('grocery', 'user_exponent'),
    level=recmart.parameter('grocery', 'level'),
    shrinkage=recmart.parameter('grocery', 'shrinkage'),
) }}
