-- The latest evaluation of each domain, beside popular lists.
with

latest as (

    select
        run_id,
        domain,
        as_of,
        horizon_days,
        holdout
    from evaluation.runs
    qualify
        row_number() over (
            partition by domain order by as_of desc nulls last, run_id desc
        ) = 1

)

select
    latest.domain,
    latest.domain || ' (' || format('{:,}', metrics.users) || ' users)' as name,
    cast(latest.as_of as date) as as_of,
    latest.horizon_days,
    latest.holdout,
    metrics.users,
    metrics.metric,
    round(metrics.value, 4) as value,
    round(metrics.lower, 4) as lower,
    round(metrics.upper, 4) as upper,
    round(metrics.popular_value, 4) as popular_value,
    round(metrics.difference, 4) as difference,
    round(metrics.difference_lower, 4) as difference_lower,
    round(metrics.difference_upper, 4) as difference_upper,
    metrics.p_value
from latest
inner join evaluation.metrics as metrics on latest.run_id = metrics.run_id
where metrics.segment_type = 'all' and metrics.k = 10
order by latest.domain, metrics.metric
