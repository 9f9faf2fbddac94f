{% macro resampled(bucketed, weights, metrics) %}
    {%- do recmart.check_arguments('resampled', {
        'bucketed': ['relation', bucketed],
        'weights': ['relation', weights],
        'metrics': ['list[string]', metrics],
    }) -%}
    {{ return(adapter.dispatch('resampled', 'recmart')(bucketed, weights, metrics)) }}
{% endmacro %}


{% macro default__resampled(bucketed, weights, metrics) %}
    {{- recmart.drawn_sums(bucketed, weights, metrics) }}
{% for metric in metrics -%}
select
    segment_type,
    segment,
    k,
    '{{ metric }}' as metric,
    replicate,
    {{ metric }}_personal_units
    / nullif({{ metric }}_personal_users, 0) / 1000000 as value,
    {{ metric }}_difference_units
    / nullif({{ metric }}_pairs, 0) / 1000000 as difference,
    abs({{ metric }}_signed_units) as distance
from drawn
{{ "union all" if not loop.last }}
{% endfor %}
{% endmacro %}


{% macro spark__resampled(bucketed, weights, metrics) %}
    {#- The sums are computed there each time that they are named. What is joined is so
        small that one task would have it, what comes of it is not. -#}
    {%- set dealt = '(select /*+ repartition(replicate) */ * from ' ~ weights ~ ')' -%}
    {{- recmart.drawn_sums(bucketed, dealt, metrics) }}
select
    segment_type,
    segment,
    k,
    replicate,
    stack(
        {{ metrics | length }},
        {% for metric in metrics -%}
        '{{ metric }}',
        {{ metric }}_personal_units
        / nullif({{ metric }}_personal_users, 0) / 1000000,
        {{ metric }}_difference_units
        / nullif({{ metric }}_pairs, 0) / 1000000,
        abs({{ metric }}_signed_units){{ "," if not loop.last }}
        {% endfor %}
    ) as (metric, value, difference, distance)
from drawn
{% endmacro %}


{% macro drawn_sums(bucketed, weights, metrics) %}
    {#- The metrics side by side: as rows of their own they would multiply what the join
        makes of every bucket, a row for each replicate. -#}
    {%- set factors = {
        'personal_units': 'times',
        'personal_users': 'times',
        'difference_units': 'times',
        'pairs': 'times',
        'signed_units': 'sign',
    } -%}
with

side_by_side as (

    select
        segment_type,
        segment,
        k,
        bucket,
        {% for metric in metrics -%}
        {% for sum_of in factors -%}
        {% set column = sum_of | replace('signed', 'difference') -%}
        sum(case when metric = '{{ metric }}' then {{ column }} end)
            as {{ metric }}_{{ sum_of }}{{ "," if not loop.last }}
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
        {% for sum_of, factor in factors.items() -%}
        sum(weights.{{ factor }} * side_by_side.{{ metric }}_{{ sum_of }})
            as {{ metric }}_{{ sum_of }}{{ "," if not loop.last }}
        {% endfor -%}
        {{ "," if not loop.last }}
        {%- endfor %}
    from side_by_side
    inner join {{ weights }} as weights on side_by_side.bucket = weights.bucket
    group by
        side_by_side.segment_type,
        side_by_side.segment,
        side_by_side.k,
        weights.replicate

)

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
