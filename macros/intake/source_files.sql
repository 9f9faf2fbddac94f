{% macro source_files(table) %}
    {#- The user's files for one table: named by its variable, else in the folder. -#}
    {%- do recmart.check_arguments('source_files', {
        'table': ['dict[string, any]', table],
    }) -%}
    {%- set named = env_var(table.file, '') if table.file else '' -%}
    {%- if named -%}
        {%- set files = recmart.glob_files(named) -%}
        {%- if not files -%}
            {{ exceptions.raise_compiler_error(
                table.file ~ "=" ~ named ~ ": no such file."
            ) }}
        {%- endif -%}
        {{ return(files) }}
    {%- endif -%}
    {{ return(recmart.domain_files(table.domain, table.table)) }}
{% endmacro %}


{% macro domain_files(domain, stem='*') %}
    {%- set data_dir = env_var('RECMART_DATA_DIR', '') -%}
    {%- if not data_dir -%} {{ return([]) }} {%- endif -%}
    {%- set path = data_dir.rstrip('/') ~ '/' ~ domain ~ '/' ~ stem -%}
    {{ return(
        recmart.glob_files(path ~ '.csv') + recmart.glob_files(path ~ '.parquet')
    ) }}
{% endmacro %}


{% macro glob_files(pattern) %}
    {%- set found = run_query(
        "select file from glob(" ~ recmart.text_literal(pattern) ~ ") order by file"
    ) -%}
    {{ return(found.columns[0].values() | list) }}
{% endmacro %}
