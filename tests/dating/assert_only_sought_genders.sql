-- Of people of the genders that the person liked, as far as the data tells.
with

liked_genders as (

    select distinct
        interactions.user_id,
        users.gender
    from {{ ref('int_dating__interactions') }} as interactions
    inner join {{ ref('stg_dating__users') }} as users
        on interactions.item_id = users.user_id
    where
        interactions.event_type in ('like', 'match')
        and interactions.user_id != interactions.item_id
        and users.gender is not null

)

select
    recommendations.user_id,
    recommendations.item_id
from {{ ref('dating__recommendations') }} as recommendations
left join {{ ref('stg_dating__users') }} as users
    on recommendations.item_id = users.user_id
left join liked_genders
    on
        recommendations.user_id = liked_genders.user_id
        and users.gender = liked_genders.gender
where
    liked_genders.user_id is null
    and recommendations.user_id in (select user_id from liked_genders)
