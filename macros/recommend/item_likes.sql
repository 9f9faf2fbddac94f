{% macro item_likes(
    user_items,
    popularity,
    max_items_per_user=1000,
    max_pairs=100000000,
    has_places=false
) %}
    {%- do recmart.check_arguments('item_likes', {
        'user_items': ['relation', user_items],
        'popularity': ['relation', popularity],
        'max_items_per_user': ['integer', max_items_per_user],
        'max_pairs': ['integer', max_pairs],
        'has_places': ['bool', has_places],
    }) -%}
with

popularity as (

    select
        item_id,
        rank
    from {{ popularity }}

),

users as (

    {{ recmart.liking_users(user_items, 'popularity') | indent(4) }}

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

-- Of who likes more than that the latest are sought; nobody else is sorted.
latest as (

    select
        users.user_id,
        user_items.item_id,
        row_number() over (
            partition by users.user_id order by user_items.age_days, popularity.rank
        ) as recency_rank
    from users
    inner join longest on users.items > longest.items
    inner join {{ user_items }} as user_items on users.user_id = user_items.user_id
    inner join popularity on user_items.item_id = popularity.item_id
    where user_items.is_liked

),

likes as (

    select
        cast(users.user_number as integer) as user_number,
        cast(popularity.rank as integer) as item_rank,
        {% if has_places -%}
        -- Items of the same age share their place.
        cast(
            rank() over (partition by users.user_number order by user_items.age_days)
            as integer
        ) as place,
        {% endif -%}
        cast(least(users.items, longest.items) as integer) as items_of_user
    from {{ user_items }} as user_items
    inner join users on user_items.user_id = users.user_id
    inner join popularity on user_items.item_id = popularity.item_id
    cross join longest
    left join latest
        on
            user_items.user_id = latest.user_id
            and user_items.item_id = latest.item_id
    where
        user_items.is_liked
        and coalesce(latest.recency_rank <= longest.items, true)

)

select * from likes
order by item_rank, user_number
{% endmacro %}
