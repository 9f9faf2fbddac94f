{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- For recmart's own models; a project that has it as a package keeps its own. There
        all of ours go to one schema beside theirs, unless they configure another. -#}
    {%- set schema = custom_schema_name or target.schema -%}
    {%- set is_of_ours = schema in [
        target.schema, 'staging', 'intermediate', 'quality', 'evaluation', 'custom',
    ] -%}
    {%- set is_backtest = var('as_of', '') | string != '' and schema != 'evaluation' -%}
    {%- if project_name == 'recmart' -%}
        {#- Results are kept when the backtest that gave them is gone. -#}
        {{ 'backtest_' if is_backtest }}{{ schema }}
    {%- else -%}
        {{ target.schema }}_{{ 'recmart' if is_of_ours else schema }}
        {{- '_backtest' if is_backtest }}
    {%- endif -%}
{%- endmacro %}
