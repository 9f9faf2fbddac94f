{% macro resampled(bucketed, weights) %}
    {{ return(adapter.dispatch('resampled', 'recmart')(bucketed, weights)) }}
{% endmacro %}


{% macro default__resampled(bucketed, weights) %}
    select
        bucketed.segment_type,
        bucketed.segment,
        bucketed.k,
        bucketed.metric,
        weights.replicate,
        sum(weights.times * bucketed.personal_units)
        / nullif(sum(weights.times * bucketed.personal_users), 0) / 1000000 as value,
        sum(weights.times * bucketed.difference_units)
        / nullif(sum(weights.times * bucketed.pairs), 0) / 1000000 as difference,
        abs(sum(weights.sign * bucketed.difference_units)) as distance
    from {{ bucketed }} as bucketed
    inner join {{ weights }} as weights on bucketed.bucket = weights.bucket
    group by
        bucketed.segment_type,
        bucketed.segment,
        bucketed.k,
        bucketed.metric,
        weights.replicate
{% endmacro %}


{% macro duckdb__resampled(bucketed, weights) %}
    {#- Products of lists, where the join would make a thousand rows of every bucket. -#}
with

series as (

    select
        segment_type,
        segment,
        k,
        metric,
        count(*) as buckets,
        list(personal_units order by bucket) as personal_units,
        list(personal_users order by bucket) as personal_users,
        list(difference_units order by bucket) as difference_units,
        list(pairs order by bucket) as pairs
    from {{ bucketed }}
    group by segment_type, segment, k, metric

),

all_weights as (

    select
        replicate,
        list(times order by bucket) as times,
        list(sign order by bucket) as signs
    from {{ weights }}
    group by replicate

),

first_weights as (

    select
        sizes.buckets,
        all_weights.replicate,
        all_weights.times[1:sizes.buckets] as times,
        all_weights.signs[1:sizes.buckets] as signs
    from (select distinct buckets from series) as sizes
    cross join all_weights

)

select
    series.segment_type,
    series.segment,
    series.k,
    series.metric,
    first_weights.replicate,
    list_dot_product(first_weights.times, series.personal_units)
    / nullif(list_dot_product(first_weights.times, series.personal_users), 0)
    / 1000000 as value,
    list_dot_product(first_weights.times, series.difference_units)
    / nullif(list_dot_product(first_weights.times, series.pairs), 0)
    / 1000000 as difference,
    abs(list_dot_product(first_weights.signs, series.difference_units)) as distance
from series
inner join first_weights on series.buckets = first_weights.buckets
{% endmacro %}
