-- Dating: in which cities do people of which gender like less than they used to, beyond
-- chance?
-- The last four weeks against all days before them; what counts is that the intervals of
-- the shares do not meet.
with

periods as (

    select
        gender,
        city,
        if(days_ago < 28, 'last 28 days', 'before') as period,
        sum(likes) as likes,
        sum(total_interactions) as reactions
    from dating.rolling_reactions
    group by all

),

shares as (

    select
        *,
        likes / reactions as like_share,
        1.96 * sqrt(likes / reactions * (1 - likes / reactions) / reactions) as margin
    from periods
    where reactions >= 100

)

select
    now.gender,
    now.city,
    cast(now.reactions as bigint) as reactions,
    round(former.like_share, 3) as like_share_before,
    round(now.like_share, 3) as like_share_now,
    now.like_share + now.margin < former.like_share - former.margin as is_beyond_chance
from shares as now
inner join shares as former
    on now.gender = former.gender and now.city = former.city
where now.period = 'last 28 days' and former.period = 'before'
order by now.like_share - former.like_share, now.gender, now.city
