-- Of people of the genders that the person liked, as far as the data tells.
with

liked_genders as (

    select distinct
        interactions.user_id,
        profiles.gender
    from {{ ref('int_dating__interactions') }} as interactions
    inner join {{ ref('stg_dating__users') }} as profiles
        on interactions.item_id = profiles.user_id
    where
        interactions.event_type in ('like', 'match')
        and interactions.user_id != interactions.item_id
        and profiles.gender is not null

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
