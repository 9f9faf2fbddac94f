{% macro json_object(columns) %}
    {#- The columns as one JSON text. -#}
    {%- do recmart.check_arguments('json_object', {
        'columns': ['list[string]', columns],
    }) -%}
    {{ return(adapter.dispatch('json_object', 'recmart')(columns)) }}
{% endmacro %}


{% macro default__json_object(columns) %}
    {%- if columns -%}
    {%- set values = {} -%}
    {%- for column in columns -%}
        {%- do values.update({column: adapter.quote(column)}) -%}
    {%- endfor -%}
    {{ recmart.json_text(values) }}
    {%- else -%}
    cast('{}' as {{ dbt.type_string() }})
    {%- endif -%}
{% endmacro %}


{% macro spark__json_object(columns) %}
    {#- Of a struct what is null would be left out; a map has values of one type. -#}
    {%- if columns -%}
    to_json(map(
        {%- for column in columns -%}
        {{ recmart.text_literal(column) }}, cast({{ adapter.quote(column) }} as string)
        {{- ", " if not loop.last }}
        {%- endfor -%}
    ))
    {%- else -%}
    '{}'
    {%- endif -%}
{% endmacro %}
