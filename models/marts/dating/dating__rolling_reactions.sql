with

daily_reactions as (

    select * from {{ ref('dating__daily_reactions') }}

),

moment as (

    {{ recmart.moment(
        'daily_reactions', 'day', is_cut=false, weight='total_interactions'
    ) | indent(4) }}

),

days as (

    select distinct
        daily_reactions.day,
        cast({{ dbt.datediff(
            'daily_reactions.day', 'moment.now_at', 'day'
        ) }} as {{ dbt.type_bigint() }}) as days_ago
    from daily_reactions
    cross join moment

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
        days.days_ago,
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
        range between interval '6' day preceding and current row
    )

)

select
    day,
    days_ago,
    gender,
    city,
    likes,
    dislikes,
    matches,
    total_interactions,
    likes_of_week,
    matches_of_week,
    interactions_of_week,
    cast(likes_of_week as {{ recmart.type_double() }}) / nullif(interactions_of_week, 0)
        as like_share_of_week,
    cast(matches_of_week as {{ recmart.type_double() }})
    / nullif(interactions_of_week, 0)
        as match_share_of_week
from rolling
order by day, gender, city
