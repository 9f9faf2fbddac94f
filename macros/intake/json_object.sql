{% macro json_object(columns, types={}) %}
    {#- The columns as one JSON text, which has no NaN: it is null of what has the type of
        a float. -#}
    {%- do recmart.check_arguments('json_object', {
        'columns': ['list[string]', columns],
        'types': ['dict[string, string]', types],
    }) -%}
    {{ return(adapter.dispatch('json_object', 'recmart')(columns, types)) }}
{% endmacro %}


{% macro default__json_object(columns, types) %}
    {%- if columns -%}
    {%- set values = {} -%}
    {%- for column in columns -%}
        {%- set value = recmart.quoted_name(column) -%}
        {%- do values.update({column: (
            recmart.finite_number(value)
            if recmart.is_float(types.get(column, '')) else value
        )}) -%}
    {%- endfor -%}
    {{ recmart.json_text(values) }}
    {%- else -%}
    cast('{}' as {{ dbt.type_string() }})
    {%- endif -%}
{% endmacro %}


{% macro spark__json_object(columns, types) %}
    {%- if columns -%}
    to_json(
            named_struct(
                {%- for column in columns -%}
                {{ recmart.text_literal(column) }}, {{ recmart.quoted_name(column) }}
                {{- ", " if not loop.last }}
                {%- endfor -%}
            ),
            map(
                'ignoreNullFields', 'false',
                'timestampFormat', 'yyyy-MM-dd HH:mm:ss',
                'timestampNTZFormat', 'yyyy-MM-dd HH:mm:ss'
            )
        )
    {%- else -%}
    '{}'
    {%- endif -%}
{% endmacro %}


{% macro finite_number(value) -%}
case when abs({{ value }}) < cast('infinity' as {{ dbt.type_float() }}) then {{ value }} end
{%- endmacro %}
