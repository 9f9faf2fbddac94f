{{ config(alias='watch_time_ratio_distribution') }}

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

deviations as (

    select {{ recmart.exact_sum(
        '(views.watch_time_ratio - averages.mean)'
        ~ ' * (views.watch_time_ratio - averages.mean)'
    ) }} as squares
    from views
    cross join averages

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
    sqrt(deviations.squares / nullif(averages.view_count - 1, 0)) as std,
    quantiles.min,
    quantiles.p25,
    quantiles.p50,
    quantiles.p75,
    quantiles.p90,
    quantiles.max
from averages
cross join deviations
cross join quantiles
