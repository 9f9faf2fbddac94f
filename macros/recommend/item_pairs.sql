{% macro item_pairs(likes, user_exponent=0.5, blocks=16) %}
    {%- set exponents = [user_exponent] if user_exponent is number else user_exponent -%}
    {%- set sums = ['cooccurrence'] if user_exponent is number else [] -%}
    {%- for exponent in exponents if user_exponent is not number -%}
        {%- do sums.append('cooccurrence_' ~ loop.index) -%}
    {%- endfor -%}
with

likes as (

    select
        user_number,
        item_rank,
        -- n_u^(-a), as decimals: their sums do not depend on the order of the rows.
        {% for sum in sums -%}
        cast(
            power(cast(items_of_user as double), -{{ exponents[loop.index0] }})
            as decimal(9, 6)
        ) as {{ sum }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ likes }}

),

-- The aggregate is all of the cost. Two items packed into one key make it a third
-- cheaper; in blocks of items, one after another, it stays small enough for memory:
-- a pair belongs to the block of its more popular item.
{% for block in range(blocks) -%}
pairs_{{ block }} as (

    select
        {{ recmart.pack('likes.item_rank', 'other_likes.item_rank') }} as item_pair,
        count(*) as users_in_common,
        {% for sum in sums -%}
        sum(likes.{{ sum }}) as {{ sum }}{{ "," if not loop.last }}
        {% endfor %}
    from likes
    inner join likes as other_likes
        on
            likes.user_number = other_likes.user_number
            and likes.item_rank < other_likes.item_rank
    where likes.item_rank % {{ blocks }} = {{ block }}
    group by {{ recmart.pack('likes.item_rank', 'other_likes.item_rank') }}

),

{% endfor -%}
pairs as (

    {% for block in range(blocks) -%}
    select * from pairs_{{ block }}
    {{ "union all" if not loop.last }}
    {% endfor %}
)

select
    {{ recmart.unpack_first('item_pair') }} as item_rank,
    {{ recmart.unpack_second('item_pair') }} as other_item_rank,
    users_in_common,
    {% for sum in sums -%}
    cast({{ sum }} as decimal(18, 6)) as {{ sum }}{{ "," if not loop.last }}
    {% endfor %}
from pairs
{% endmacro %}
