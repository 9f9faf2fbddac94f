{% macro json_object(columns) %}
    {#- The columns as one JSON text. -#}
    {%- do recmart.check_arguments('json_object', {
        'columns': ['list[string]', columns],
    }) -%}
    {{ return(adapter.dispatch('json_object', 'recmart')(columns)) }}
{% endmacro %}


{% macro default__json_object(columns) %}
    {%- if columns -%}
    cast(to_json({
        {%- for column in columns -%}
        {{ recmart.text_literal(column) }}: {{ adapter.quote(column) }}
        {{- ", " if not loop.last }}
        {%- endfor -%}
    }) as {{ dbt.type_string() }})
    {%- else -%}
    cast('{}' as {{ dbt.type_string() }})
    {%- endif -%}
{% endmacro %}
