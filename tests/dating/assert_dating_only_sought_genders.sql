-- Of people of the genders that the person liked, as far as the data tells.
with

-- The latest word counts; a dislike that comes with a like wins.
likes as (

    select
        user_id,
        item_id
    from {{ ref('int_dating__interactions') }}
    where user_id != item_id
    group by user_id, item_id
    having
        min(case when event_type in ('like', 'match') then age_days end)
        < coalesce(
            min(case when is_negative then age_days end),
            cast('infinity' as {{ recmart.type_double() }})
        )

),

liked_genders as (

    select distinct
        likes.user_id,
        profiles.gender
    from likes
    inner join {{ ref('stg_dating__users') }} as profiles
        on likes.item_id = profiles.user_id
    where profiles.gender != 'unknown'

),

choosy_users as (

    select distinct user_id from liked_genders

)

select
    recommendations.user_id,
    recommendations.item_id
from {{ ref('dating__recommendations') }} as recommendations
inner join choosy_users on recommendations.user_id = choosy_users.user_id
left join {{ ref('stg_dating__users') }} as profiles
    on recommendations.item_id = profiles.user_id
left join liked_genders
    on
        recommendations.user_id = liked_genders.user_id
        and profiles.gender = liked_genders.gender
where liked_genders.user_id is null
