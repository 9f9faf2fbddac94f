{{ config(enabled=recmart.is_wanted('custom', 'weights.user_knn')) }}

-- How many of how many neighbours like an item is counted again, for the first five of
-- each list; never is it the taste of a single one.
with

recommendations as (

    select
        user_id,
        item_id,
        reason
    from {{ ref('custom__recommendations') }}
    where source = 'user_knn' and rank <= 5

),

users as (

    select
        user_id,
        user_number
    from {{ ref('int_custom__user_numbers') }}

),

neighbours as (

    select
        users.user_id,
        neighbours.other_user_number,
        count(*) over (partition by users.user_id) as neighbours
    from {{ ref('int_custom__user_neighbours') }} as neighbours
    inner join users on neighbours.user_number = users.user_number
    where neighbours.other_user_number != neighbours.user_number

),

likes as (

    select
        likes.user_number,
        popularity.item_id
    from {{ ref('int_custom__item_likes') }} as likes
    inner join {{ ref('int_custom__item_popularity') }} as popularity
        on likes.item_rank = popularity.rank

),

counted as (

    select
        recommendations.user_id,
        recommendations.item_id,
        count(*) as liking_users,
        max(neighbours.neighbours) as neighbours
    from recommendations
    inner join neighbours on recommendations.user_id = neighbours.user_id
    inner join likes
        on
            neighbours.other_user_number = likes.user_number
            and recommendations.item_id = likes.item_id
    group by recommendations.user_id, recommendations.item_id

)

select
    recommendations.user_id,
    recommendations.item_id,
    recommendations.reason
from recommendations
left join counted
    on
        recommendations.user_id = counted.user_id
        and recommendations.item_id = counted.item_id
where
    counted.liking_users is null
    or counted.liking_users < 2
    or recommendations.reason
    != 'liked by ' || cast(counted.liking_users as {{ dbt.type_string() }})
    || ' of the ' || cast(counted.neighbours as {{ dbt.type_string() }})
    || ' people most like you'
