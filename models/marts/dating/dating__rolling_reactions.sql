with

daily_reactions as (

    select * from {{ ref('dating__daily_reactions') }}

),

days as (

    select distinct day from daily_reactions

),

senders as (

    select distinct
        gender,
        city
    from daily_reactions

),

-- Senders who are silent on a day have a row too: their last week may not be.
reactions as (

    select
        days.day,
        senders.gender,
        senders.city,
        coalesce(daily_reactions.likes, 0) as likes,
        coalesce(daily_reactions.dislikes, 0) as dislikes,
        coalesce(daily_reactions.matches, 0) as matches,
        coalesce(daily_reactions.total_interactions, 0) as total_interactions
    from days
    cross join senders
    left join daily_reactions
        on
            days.day = daily_reactions.day
            and senders.gender = daily_reactions.gender
            and senders.city = daily_reactions.city

),

rolling as (

    select
        *,
        cast(sum(likes) over week_before as bigint) as likes_of_week,
        cast(sum(matches) over week_before as bigint) as matches_of_week,
        cast(sum(total_interactions) over week_before as bigint)
            as interactions_of_week
    from reactions
    window week_before as (
        partition by gender, city
        order by day
        range between interval 6 days preceding and current row
    )

)

select
    *,
    cast(likes_of_week as double) / nullif(interactions_of_week, 0)
        as like_share_of_week,
    cast(matches_of_week as double) / nullif(interactions_of_week, 0)
        as match_share_of_week
from rolling
order by day, gender, city
