{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- set schema = custom_schema_name or target.schema -%}
    {%- if var('as_of', '') | string != '' -%} backtest_{{ schema }}
    {%- else -%} {{ schema }}
    {%- endif -%}
{%- endmacro %}
