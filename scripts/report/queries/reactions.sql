-- Reactions by day, gender and city of the sender, and of all cities together: of the
-- day in numbers, of the week up to it as shares.
select
    strftime(day, '%Y-%m-%dT00:00:00') as day,
    gender,
    coalesce(city, 'all cities') as city,
    cast(sum(likes) - sum(matches) as bigint) as likes,
    cast(sum(matches) as bigint) as matches,
    cast(sum(dislikes) as bigint) as dislikes,
    cast(sum(interactions_of_week) as bigint) as of_week,
    round(
        sum(likes_of_week) / nullif(sum(interactions_of_week), 0), 4
    ) as like_share
from dating.rolling_reactions
group by grouping sets ((day, gender, city), (day, gender))
order by city, gender, day
