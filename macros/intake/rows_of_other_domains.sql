{% macro rows_of_other_domains(columns, built) %}
    {#- The rows that a model had before, of domains that are not in this database, such as
        those that a published file was given; none if there was no such model. -#}
    {%- do recmart.check_arguments('rows_of_other_domains', {
        'columns': ['dict[string, string]', columns],
        'built': ['list[string]', built],
    }) -%}
    {%- set former = load_relation(this) if execute and target.type == 'duckdb' -%}
    select
        {% for column, type in columns.items() -%}
        {% if former -%}
        {{ column }}
        {%- else -%}
        cast(null as {{ type }}) as {{ column }}
        {%- endif -%}
        {{ "," if not loop.last }}
        {% endfor %}
    {% if former -%}
    from {{ former }}
    where
        {% for domain in built -%}
        domain <> '{{ domain }}'
        and {% endfor -%}
        true
    {%- else -%}
    where false
    {%- endif %}
{% endmacro %}
