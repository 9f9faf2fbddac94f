{% macro source_files(domain, table='*') %}
    {#- The user's files for one table: by name for custom, else in the folder. -#}
    {%- set named = {
        'interactions': 'RECMART_INTERACTIONS',
        'items': 'RECMART_ITEMS',
        'holdout': 'RECMART_HOLDOUT',
    } -%}
    {%- set named_file = '' -%}
    {%- if domain == 'custom' and table in named -%}
        {%- set named_file = env_var(named[table], '') -%}
    {%- endif -%}
    {%- if named_file -%}
        {%- set files = recmart.glob_files(named_file) -%}
        {%- if not files -%}
            {{ exceptions.raise_compiler_error(
                named[table] ~ "=" ~ named_file ~ ": no such file."
            ) }}
        {%- endif -%}
        {{ return(files) }}
    {%- endif -%}
    {%- set data_dir = env_var('RECMART_DATA_DIR', '') -%}
    {%- if not data_dir -%} {{ return([]) }} {%- endif -%}
    {%- set stem = data_dir.rstrip('/') ~ '/' ~ domain ~ '/' ~ table -%}
    {{ return(
        recmart.glob_files(stem ~ '.csv') + recmart.glob_files(stem ~ '.parquet')
    ) }}
{% endmacro %}


{% macro glob_files(pattern) %}
    {%- set found = run_query(
        "select file from glob(" ~ dbt.string_literal(dbt.escape_single_quotes(pattern))
        ~ ") order by file"
    ) -%}
    {{ return(found.columns[0].values() | list) }}
{% endmacro %}
