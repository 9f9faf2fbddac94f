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
        {%- do values.update({column: recmart.quoted_name(column)}) -%}
    {%- endfor -%}
    {{ recmart.json_text(values) }}
    {%- else -%}
    cast('{}' as {{ dbt.type_string() }})
    {%- endif -%}
{% endmacro %}


{% macro spark__json_object(columns) %}
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
