{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- For recmart's own models; a project that has it as a package keeps its own. There
        all of ours go to one schema beside theirs, unless they configure another. -#}
    {%- set schema = custom_schema_name or target.schema -%}
    {%- set is_of_ours = schema in [
        target.schema, 'staging', 'intermediate', 'quality', 'evaluation', 'custom',
    ] -%}
    {%- set is_backtest = var('as_of', '') | string != '' and schema != 'evaluation' -%}
    {%- if project_name == 'recmart' -%}
        {%- do recmart.check_database_name(('backtest_' if is_backtest else '') ~ schema) -%}
        {#- Results are kept when the backtest that gave them is gone. -#}
        {{ 'backtest_' if is_backtest }}{{ schema }}
    {%- else -%}
        {{ target.schema }}_{{ 'recmart' if is_of_ours else schema }}
        {{- '_backtest' if is_backtest }}
    {%- endif -%}
{%- endmacro %}


{% macro check_database_name(schema) %}
    {#- DuckDB names a database after its file, and cannot tell it from a schema of that
        name; a few names it takes for itself. Said while the project is read, before
        anything is built. -#}
    {%- set name = (target.database or '') | lower -%}
    {%- set reserved = ['main', 'temp', 'system', 'information_schema', 'pg_catalog'] -%}
    {%- if target.type == 'duckdb' and (name == schema | lower or name in reserved) -%}
        {{ exceptions.raise_compiler_error(
            "The file " ~ target.path ~ " cannot be called " ~ target.database ~ ": a"
            ~ " schema in it has that name. Name another in RECMART_DATABASE."
        ) }}
    {%- elif target.type == 'duckdb' and (
        '#' in target.path or '?' in target.path or "'" in name or '"' in name
    ) -%}
        {{ exceptions.raise_compiler_error(
            "dbt cannot open the file " ~ target.path
            ~ ", for the #, the ? or the quote in its name."
            ~ " Name another in RECMART_DATABASE."
        ) }}
    {%- endif -%}
{% endmacro %}
