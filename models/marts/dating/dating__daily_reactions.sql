with

interactions as (

    select
        user_id,
        cast(occurred_at as date) as day,  -- noqa: references.keywords
        event_type
    from {{ ref('int_dating__interactions') }}

),

users as (

    select * from {{ ref('int_dating__users') }}

),

reactions as (

    select
        interactions.day,
        coalesce(users.gender, 'unknown') as gender,
        coalesce(users.city, 'unknown') as city,
        count(case when interactions.event_type in ('like', 'match') then 1 end)
            as likes,
        count(case when interactions.event_type = 'dislike' then 1 end) as dislikes,
        count(case when interactions.event_type = 'match' then 1 end) as matches,
        count(*) as total_interactions
    from interactions
    left join users on interactions.user_id = users.user_id
    group by
        interactions.day,
        coalesce(users.gender, 'unknown'),
        coalesce(users.city, 'unknown')

)

select
    day,
    gender,
    city,
    likes,
    dislikes,
    matches,
    total_interactions,
    cast(100 as {{ recmart.type_double() }})
    * likes / total_interactions as like_percentage,
    cast(100 as {{ recmart.type_double() }})
    * dislikes / total_interactions as dislike_percentage,
    cast(100 as {{ recmart.type_double() }})
    * matches / total_interactions as match_percentage
from reactions
order by day, gender, city
