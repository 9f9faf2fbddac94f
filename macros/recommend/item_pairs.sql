{% macro item_pairs(
    user_items, popularity, user_exponent=0.5, max_items_per_user=1000, blocks=32
) %}
with

user_items as (

    select * from {{ user_items }}

),

popularity as (

    select * from {{ popularity }}

),

users as (

    select
        user_id,
        row_number() over (order by user_id) as user_number
    from user_items
    where is_liked
    group by user_id

),

ordered_likes as (

    select
        users.user_number,
        popularity.rank as item_rank,
        row_number() over (
            partition by users.user_number
            order by user_items.age_days, popularity.rank
        ) as recency_rank
    from user_items
    inner join users on user_items.user_id = users.user_id
    inner join popularity on user_items.item_id = popularity.item_id
    where user_items.is_liked

),

likes as (

    select
        cast(user_number as integer) as user_number,
        cast(item_rank as integer) as item_rank,
        -- n_u^(-a), as a decimal: its sums do not depend on the order of the rows.
        cast(
            power(
                cast(count(*) over (partition by user_number) as double),
                -{{ user_exponent }}
            ) as decimal(9, 6)
        ) as user_weight
    from ordered_likes
    where recency_rank <= {{ max_items_per_user }}

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
