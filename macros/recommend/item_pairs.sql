{% macro item_pairs(
    user_items, popularity, user_exponent=0.5, max_items_per_user=1000, blocks=16
) %}
with

user_items as (

    select * from {{ user_items }}

),

popularity as (

    select * from {{ popularity }}

),

ordered_likes as (

    select
        user_items.user_id,
        popularity.rank as item_rank,
        row_number() over (
            partition by user_items.user_id
            order by user_items.age_days, popularity.rank
        ) as recency_rank
    from user_items
    inner join popularity on user_items.item_id = popularity.item_id
    where user_items.is_liked

),

likes as (

    select
        user_id,
        item_rank,
        -- n_u^(-a) as a whole number of millionths, for a sum without rounding.
        cast(
            round(1000000 * power(
                cast(count(*) over (partition by user_id) as double),
                -{{ user_exponent }}
            )) as {{ dbt.type_bigint() }}
        ) as user_weight
    from ordered_likes
    where recency_rank <= {{ max_items_per_user }}

)

-- In blocks of items, one after another, the counts of pairs stay small enough for
-- memory: a pair belongs to the block of its more popular item.
{% for block in range(blocks) -%}
select
    likes.item_rank,
    other_likes.item_rank as other_item_rank,
    count(*) as users_in_common,
    cast(sum(likes.user_weight) as double) / 1000000 as cooccurrence
from likes
inner join likes as other_likes
    on
        likes.user_id = other_likes.user_id
        and likes.item_rank < other_likes.item_rank
where likes.item_rank % {{ blocks }} = {{ block }}
group by likes.item_rank, other_likes.item_rank
{{ "union all" if not loop.last }}
{% endfor %}
{% endmacro %}
