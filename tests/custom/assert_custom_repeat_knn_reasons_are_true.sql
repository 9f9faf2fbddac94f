{{ config(enabled=recmart.is_wanted('custom', 'weights.repeat_knn')) }}

-- For how many of how many neighbours an item is likely is counted again, for the first
-- five of each list; never is it what a single one buys.
with

recommendations as (

    select
        user_id,
        item_id,
        reason
    from {{ ref('custom__recommendations') }}
    where source = 'repeat_knn' and rank <= 5

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
        other_users.user_id as other_user_id,
        count(*) over (partition by users.user_id) as neighbours
    from {{ ref('int_custom__repeat_neighbours') }} as neighbours
    inner join users on neighbours.user_number = users.user_number
    inner join users as other_users
        on neighbours.other_user_number = other_users.user_number
    where users.user_id != other_users.user_id

),

counted as (

    select
        recommendations.user_id,
        recommendations.item_id,
        count(*) as likely_neighbours,
        max(neighbours.neighbours) as neighbours
    from recommendations
    inner join neighbours on recommendations.user_id = neighbours.user_id
    inner join {{ ref('int_custom__repeat_candidates') }} as repeats
        on
            neighbours.other_user_id = repeats.user_id
            and recommendations.item_id = repeats.item_id
    group by recommendations.user_id, recommendations.item_id

)

select recommendations.*
from recommendations
left join counted
    on
        recommendations.user_id = counted.user_id
        and recommendations.item_id = counted.item_id
where
    coalesce(counted.likely_neighbours, 0) < 2
    or recommendations.reason != 'likely in the next basket of '
    || cast(counted.likely_neighbours as {{ dbt.type_string() }})
    || ' of the '
    || cast(counted.neighbours as {{ dbt.type_string() }})
    || ' people most like you'
