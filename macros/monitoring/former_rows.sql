{% macro former_rows(columns) %}
    {#- What the model's table held before this run; no rows if there was none. -#}
    {%- do recmart.check_arguments('former_rows', {
        'columns': ['dict[string, string]', columns],
    }) -%}
    {%- set former = load_relation(this) if execute else none -%}
    select
        {% for column, type in columns.items() -%}
        cast({{ column if former else 'null' }} as {{ type }}) as {{ column }}
        {{- "," if not loop.last }}
        {% endfor %}
    {%- if former %}
    from {{ former }}
    {%- else %}
    where false
    {%- endif %}
{% endmacro %}
