{% macro item_pairs(likes, blocks=16) %}
with

likes as (

    select * from {{ likes }}

),

-- The aggregate is all of the cost. Two items packed into one key make it a third
-- cheaper; in blocks of items, one after another, it stays small enough for memory:
-- a pair belongs to the block of its more popular item.
{% for block in range(blocks) -%}
pairs_{{ block }} as (

    select
        {{ recmart.pack('likes.item_rank', 'other_likes.item_rank') }} as item_pair,
        count(*) as users_in_common,
        sum(likes.user_weight) as cooccurrence
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
    cast(cooccurrence as decimal(18, 6)) as cooccurrence
from pairs
{% endmacro %}
