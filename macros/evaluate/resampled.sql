{% macro resampled(bucketed, weights, metrics) %}
    {%- do recmart.check_arguments('resampled', {
        'bucketed': ['relation', bucketed],
        'weights': ['relation', weights],
        'metrics': ['list[string]', metrics],
    }) -%}
    {{ return(adapter.dispatch('resampled', 'recmart')(bucketed, weights, metrics)) }}
{% endmacro %}


{% macro default__resampled(bucketed, weights, metrics) %}
    {{- recmart.resampled_by_join(bucketed, weights, metrics) }}
{% endmacro %}


{% macro spark__resampled(bucketed, weights, metrics) %}
    {#- What is joined is so small that one task would have it, what comes of it is not. -#}
    {%- set dealt = '(select /*+ repartition(replicate) */ * from ' ~ weights ~ ')' -%}
    {{- recmart.resampled_by_join(bucketed, dealt, metrics) }}
{% endmacro %}


{% macro resampled_by_join(bucketed, weights, metrics) %}
    {#- The metrics side by side: as rows of their own they would multiply what the join
        makes of every bucket, a row for each replicate. -#}
with

side_by_side as (

    select
        segment_type,
        segment,
        k,
        bucket,
        {% for metric in metrics -%}
        {% for column in [
            'personal_units', 'personal_users', 'difference_units', 'pairs'
        ] -%}
        sum(case when metric = '{{ metric }}' then {{ column }} end)
            as {{ metric }}_{{ column }}{{ "," if not loop.last }}
        {% endfor -%}
        {{ "," if not loop.last }}
        {%- endfor %}
    from {{ bucketed }}
    group by segment_type, segment, k, bucket

),

drawn as (

    select
        side_by_side.segment_type,
        side_by_side.segment,
        side_by_side.k,
        weights.replicate,
        {% for metric in metrics -%}
        sum(weights.times * side_by_side.{{ metric }}_personal_units)
        / nullif(sum(weights.times * side_by_side.{{ metric }}_personal_users), 0)
        / 1000000 as {{ metric }}_value,
        sum(weights.times * side_by_side.{{ metric }}_difference_units)
        / nullif(sum(weights.times * side_by_side.{{ metric }}_pairs), 0)
        / 1000000 as {{ metric }}_difference,
        abs(sum(weights.sign * side_by_side.{{ metric }}_difference_units))
            as {{ metric }}_distance{{ "," if not loop.last }}
        {% endfor %}
    from side_by_side
    inner join {{ weights }} as weights on side_by_side.bucket = weights.bucket
    group by
        side_by_side.segment_type,
        side_by_side.segment,
        side_by_side.k,
        weights.replicate

)

{{ recmart.metrics_as_rows(
    relation='drawn',
    keys=['segment_type', 'segment', 'k', 'replicate'],
    metrics=metrics,
    measures=['value', 'difference', 'distance'],
) }}
{% endmacro %}


{% macro duckdb__resampled(bucketed, weights, metrics) %}
    {#- Products of lists: a third of the time of the join. -#}
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
    first_weights.replicate,
    series.metric,
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
