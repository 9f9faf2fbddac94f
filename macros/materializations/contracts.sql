{#- Contracts on Spark, which enforces none by itself. -#}
{% macro spark__cast(field, type) %}
    {#- Contracts name types as the other engines do. -#}
    cast({{ field }} as {{ type | lower | replace('double precision', 'double')
        | replace('map(varchar, varchar)', 'map<string, string>')
        | replace('varchar[]', 'array<string>') }})
{% endmacro %}


{% macro spark__format_column(column) %}
    {#- Counts and ranks of windows are int there; they are written as the contract has it. -#}
    {%- set data_type = 'BIGINT_TYPE' if column.dtype == 'INT_TYPE' else column.dtype -%}
    {{ return({
        'name': column.name,
        'data_type': data_type,
        'formatted': column.column | lower ~ ' ' ~ data_type,
    }) }}
{% endmacro %}


{% macro spark__get_select_subquery(sql) %}
    select
        {% for column in model.columns.values() -%}
        {{ recmart.spark__cast(column.name, api.Column.translate_type(column.data_type)) }}
            as {{ column.name }}
        {{- "," if not loop.last }}
        {% endfor %}
    from (
        {{ sql }}
    ) as model_subq
{% endmacro %}
