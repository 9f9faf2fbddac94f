{% macro generate_schema_name(custom_schema_name, node) -%}
    own_{{ custom_schema_name or 'tables' }}
{%- endmacro %}
