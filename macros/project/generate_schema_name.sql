{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- set schema = custom_schema_name or target.schema -%}
    {#- Results are kept when the backtest that gave them is gone. -#}
    {%- if var('as_of', '') | string != '' and schema != 'evaluation' -%} backtest_{{ schema }}
    {%- else -%} {{ schema }}
    {%- endif -%}
{%- endmacro %}
