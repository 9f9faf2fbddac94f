-- The measures of pings' recommendations, by day.
select
    measure,
    strftime(day, '%Y-%m-%dT00:00:00') as day,
    round(value, 4) as value,
    round(mean_of_week, 4) as mean_of_week
from pings.rolling_health
where value is not null
order by measure, day
