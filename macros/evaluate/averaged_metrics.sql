{% macro averaged_metrics(metrics, run_ids) %}
    {#- However the runs depend on each other, the mean of their bounds encloses no less
        than 95 %, as a mean of normal ones spreads by no more than the mean of their
        spreads; and twice the mean of their p-values is a p-value again. -#}
    {%- do recmart.check_arguments('averaged_metrics', {
        'metrics': ['relation', metrics],
        'run_ids': ['list[string]', run_ids],
    }) -%}
with

runs as (

    select * from {{ metrics }}
    where
        segment_type = 'all'
        and run_id in (
            {% for run_id in run_ids -%}
            {{ dbt.string_literal(run_id) }}{{ "," if not loop.last }}
            {% endfor %}
        )

)

-- A metric that not all of these runs have is none of their means.
select
    count(*) as cutoffs,
    metric,
    k,
    {% for column in [
        'value', 'lower', 'upper', 'popular_value', 'difference', 'difference_lower',
        'difference_upper',
    ] -%}
    {{ recmart.exact_sum(column) }} / nullif(count({{ column }}), 0) as {{ column }},
    {% endfor -%}
    case
        when count(p_value) > 0
            then least(
                1,
                case when count(*) > 1 then 2 else 1 end
                * {{ recmart.exact_sum('p_value') }} / count(p_value)
            )
    end as p_value
from runs
group by metric, k
having count(*) = (select count(distinct run_id) from runs)
{% endmacro %}
