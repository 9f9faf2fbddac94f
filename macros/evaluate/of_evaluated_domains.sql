{% macro of_evaluated_domains(model, columns) %}
    {#- The rows of one model of every domain that this invocation builds, each with the
        run that they belong to. -#}
    {%- for domain in recmart.evaluated_domains() -%}
    {%- set relation = ref('int_' ~ domain ~ '__' ~ model) -%}
    {%- set run_id = recmart.evaluation_run(domain).run_id if execute else '' %}
select
    {{ dbt.string_literal(run_id) }} as run_id,
    '{{ domain }}' as domain,
    {% for column, type in columns.items() -%}
    cast({{ column }} as {{ type }}) as {{ column }}{{ "," if not loop.last }}
    {% endfor %}
from {{ relation }}

union all
    {% endfor %}
select
    cast(null as {{ dbt.type_string() }}) as run_id,
    cast(null as {{ dbt.type_string() }}) as domain,
    {% for column, type in columns.items() -%}
    cast(null as {{ type }}) as {{ column }}{{ "," if not loop.last }}
    {% endfor %}
where false
{% endmacro %}
