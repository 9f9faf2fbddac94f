{% macro item_likes(
    user_items, popularity, max_items_per_user=1000, max_pairs=100000000
) %}
    {%- do recmart.check_arguments('item_likes', {
        'user_items': ['relation', user_items],
        'popularity': ['relation', popularity],
        'max_items_per_user': ['integer', max_items_per_user],
        'max_pairs': ['integer', max_pairs],
    }) -%}
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
        row_number() over (order by user_id) as user_number,
        count(*) as items
    from user_items
    where is_liked
    group by user_id

),

-- Who likes very many items makes nearly all pairs; where those are few, all may count.
longest as (

    select
        case
            when sum(items * (items - 1) / 2) <= {{ max_pairs }} then max(items)
            else {{ max_items_per_user }}
        end as items
    from users

),

ordered_likes as (

    select
        users.user_number,
        popularity.rank as item_rank,
        row_number() over (
            partition by users.user_number
            order by user_items.age_days, popularity.rank
        ) as recency_rank,
        -- Items of the same age share their place.
        rank() over (
            partition by users.user_number order by user_items.age_days
        ) as place
    from user_items
    inner join users on user_items.user_id = users.user_id
    inner join popularity on user_items.item_id = popularity.item_id
    where user_items.is_liked

),

likes as (

    select
        cast(user_number as integer) as user_number,
        cast(item_rank as integer) as item_rank,
        cast(place as integer) as place,
        cast(count(*) over (partition by user_number) as integer) as items_of_user
    from ordered_likes
    where recency_rank <= (select items from longest)

)

select * from likes
order by item_rank, user_number
{% endmacro %}
