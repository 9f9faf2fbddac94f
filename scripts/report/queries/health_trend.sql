-- The measure that moved most from the first whole week to the last one.
with

weeks as (

    select
        measure,
        arg_min(mean_of_week, day) as first_week,
        arg_max(mean_of_week, day) as last_week
    from pings.rolling_health
    where
        day >= (select min(day) from pings.rolling_health) + 6
        and mean_of_week is not null
    group by measure

)

select *
from weeks
where first_week > 0 and last_week > 0
order by abs(ln(last_week / first_week)) desc, measure
limit 1
