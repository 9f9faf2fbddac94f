{% macro json_object(columns, hashed=[]) %}
    {#- The columns as one JSON text, those in `hashed` as their MD5. -#}
    {%- do recmart.check_arguments('json_object', {
        'columns': ['list[string]', columns],
        'hashed': ['list[string]', hashed],
    }) -%}
    {{ return(adapter.dispatch('json_object', 'recmart')(columns, hashed)) }}
{% endmacro %}


{% macro default__json_object(columns, hashed) %}
    {%- if columns -%}
    cast(to_json({
        {%- for column in columns -%}
        {{ recmart.text_literal(column) }}:
        {{ dbt.hash(adapter.quote(column)) if column in hashed else adapter.quote(column) }}
        {{- ", " if not loop.last }}
        {%- endfor -%}
    }) as {{ dbt.type_string() }})
    {%- else -%}
    cast('{}' as {{ dbt.type_string() }})
    {%- endif -%}
{% endmacro %}
