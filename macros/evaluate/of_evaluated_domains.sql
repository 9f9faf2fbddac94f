{% macro of_evaluated_domains(columns) %}
    {#- What a block of SQL, called with a domain and its run, gives for every domain
        that is evaluated. -#}
    {%- do recmart.check_arguments('of_evaluated_domains', {
        'columns': ['dict[string, string]', columns],
    }) -%}
    {%- set domains = recmart.evaluated_domains() -%}
{% for domain in domains -%}
{% set rows = recmart.rows_of_step(
    domain ~ '_rows', caller(domain, recmart.evaluation_run(domain)) | trim
) -%}
{{ "with\n\n" if loop.first }}{{ domain }}_rows as (

    {{ rows | indent(4) }}

){{ "," if not loop.last }}

{% endfor -%}
{% for domain in domains -%}
select
    {{ dbt.string_literal(recmart.evaluation_run(domain).run_id) }} as run_id,
    '{{ domain }}' as domain,
    {% for column, type in columns.items() -%}
    cast({{ column }} as {{ type }}) as {{ column }}{{ "," if not loop.last }}
    {% endfor %}
from {{ domain }}_rows

union all

{% endfor -%}
select
    cast(null as {{ dbt.type_string() }}) as run_id,
    cast(null as {{ dbt.type_string() }}) as domain,
    {% for column, type in columns.items() -%}
    cast(null as {{ type }}) as {{ column }}{{ "," if not loop.last }}
    {% endfor %}
where false
{% endmacro %}
