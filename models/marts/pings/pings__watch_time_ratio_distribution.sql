with

views as (

    select watch_time_ratio
    from {{ ref('int_pings__interactions') }}
    where event_type = 'view'

),

averages as (

    select
        count(*) as view_count,
        {{ recmart.exact_sum('watch_time_ratio') }} / nullif(count(*), 0) as mean
    from views

),

largest_deviations as (

    select max(abs(views.watch_time_ratio - averages.mean)) as largest
    from views
    cross join averages

),

-- As shares of the largest one, no deviation is too small or too large to square.
deviations as (

    select
        max(largest_deviations.largest) as largest,
        {{ recmart.exact_sum(
            'power((views.watch_time_ratio - averages.mean)'
            ~ ' / nullif(largest_deviations.largest, 0), 2)'
        ) }} as squares
    from views
    cross join averages
    cross join largest_deviations

),

quantiles as (

    select
        min(watch_time_ratio) as min,
        {% for percent in [25, 50, 75, 90] -%}
        percentile_cont({{ percent / 100 }}) within group (
            order by watch_time_ratio
        ) as p{{ percent }},
        {% endfor -%}
        max(watch_time_ratio) as max
    from views

)

select
    averages.view_count as count,
    averages.mean,
    deviations.largest
    * sqrt(deviations.squares / nullif(averages.view_count - 1, 0)) as std,
    quantiles.min,
    quantiles.p25,
    quantiles.p50,
    quantiles.p75,
    quantiles.p90,
    quantiles.max
from averages
cross join deviations
cross join quantiles
