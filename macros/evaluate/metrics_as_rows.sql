{% macro metrics_as_rows(relation, keys, metrics, measures) %}
    {%- do recmart.check_arguments('metrics_as_rows', {
        'relation': ['relation', relation],
        'keys': ['list[string]', keys],
        'metrics': ['list[string]', metrics],
        'measures': ['list[string]', measures],
    }) -%}
    {{ return(
        adapter.dispatch('metrics_as_rows', 'recmart')(
            relation, keys, metrics, measures
        )
    ) }}
{% endmacro %}


{% macro default__metrics_as_rows(relation, keys, metrics, measures) %}
{% for metric in metrics -%}
select
    {{ keys | join(',\n    ') }},
    '{{ metric }}' as metric,
    {% for measure in measures -%}
    {{ metric }}_{{ measure }} as {{ measure }}{{ "," if not loop.last }}
    {% endfor -%}
from {{ relation }}
{{ "union all" if not loop.last }}
{% endfor %}
{% endmacro %}


{% macro spark__metrics_as_rows(relation, keys, metrics, measures) %}
    {#- What a relation is made of is computed there each time that it is named. -#}
select
    {{ keys | join(',\n    ') }},
    stack(
        {{ metrics | length }},
        {% for metric in metrics -%}
        '{{ metric }}',
        {% for measure in measures -%}
        {{ metric }}_{{ measure }}{{ "," if not loop.last }}
        {% endfor -%}
        {{ "," if not loop.last }}
        {% endfor %}
    ) as (metric, {{ measures | join(', ') }})
from {{ relation }}
{% endmacro %}
