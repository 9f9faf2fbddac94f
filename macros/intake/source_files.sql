{% macro source_files(table) %}
    {#- The user's files for one table: named by its variable, else in the folder. -#}
    {%- do recmart.check_arguments('source_files', {
        'table': ['dict[string, any]', table],
    }) -%}
    {%- set path = recmart.path_of_table(table) -%}
    {%- set files = recmart.files_of_path(path) if path else [] -%}
    {%- if path and not files -%}
        {{ exceptions.raise_compiler_error(
            (table.file ~ "=" if table.file else "") ~ path ~ ": no such file, nor a"
            ~ " folder with CSV or Parquet files in it."
            ~ (" Folders are separated by /." if '\\' in path else "")
        ) }}
    {%- endif -%}
    {{ return(files) }}
{% endmacro %}


{% macro path_of_table(table) %}
    {#- A file, a folder of parts, or a pattern; nothing where there is none. -#}
    {%- set named = env_var(table.file, '') if table.file else '' -%}
    {%- if named -%} {{ return(named) }} {%- endif -%}
    {%- set found = [] -%}
    {%- for path in recmart.domain_paths(table.domain)
        if recmart.table_of_path(path) == table.table -%}
        {%- do found.append(path) -%}
    {%- endfor -%}
    {%- if found | length > 1 -%}
        {{ exceptions.raise_compiler_error(
            "More than one file for table " ~ table.domain ~ "." ~ table.table ~ ": "
            ~ found | join(", ") ~ ". Keep one."
        ) }}
    {%- endif -%}
    {{ return(found[0] if found else '') }}
{% endmacro %}


{% macro files_of_path(path) %}
    {#- A file, all parts in a folder, or, where there is neither, what a pattern finds. -#}
    {%- set path = path.rstrip('/') -%}
    {%- set itself = recmart.escaped_path(path) -%}
    {%- set files = recmart.glob_files(itself) or recmart.parts_of(
        recmart.glob_files(itself ~ '/**')
    ) -%}
    {{ return(files or recmart.parts_of(recmart.glob_files(path))) }}
{% endmacro %}


{% macro parts_of(files) %}
    {#- Of many files those that are data, of one kind. -#}
    {%- set parquet = [] -%}
    {%- set csv = [] -%}
    {%- for file in files if file.split('/')[-1][0] not in '_.' -%}
        {%- if recmart.is_parquet(file) -%} {%- do parquet.append(file) -%}
        {%- elif recmart.is_csv(file) -%} {%- do csv.append(file) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if parquet and csv -%}
        {{ exceptions.raise_compiler_error(
            parquet[0] ~ " and " ~ csv[0] ~ ": a table is either CSV or Parquet."
        ) }}
    {%- endif -%}
    {{ return(parquet or csv) }}
{% endmacro %}


{% macro is_parquet(file) %}
    {{ return(modules.re.search('[.](parquet|parq|pq)$', file.lower()) is not none) }}
{% endmacro %}


{% macro is_csv(file) %}
    {{ return(
        modules.re.search('[.](csv|tsv|txt|dat)([.](gz|zst))?$', file.lower()) is not none
    ) }}
{% endmacro %}


{% macro domain_paths(domain) %}
    {#- What is in the folder of a domain: files, and folders with parts in them. -#}
    {%- set data_dir = env_var('RECMART_DATA_DIR', '') -%}
    {%- if not data_dir -%} {{ return([]) }} {%- endif -%}
    {%- set folder = data_dir.rstrip('/') ~ '/' ~ domain -%}
    {%- set paths = [] -%}
    {%- for file in recmart.files_within(data_dir.rstrip('/'), domain) -%}
        {%- set first = file[folder | length + 1:].split('/')[0] -%}
        {%- if first[0] not in '_.' and folder ~ '/' ~ first not in paths -%}
            {%- do paths.append(folder ~ '/' ~ first) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(paths) }}
{% endmacro %}


{% macro files_within(data_dir, domain) %}
    {{ return(adapter.dispatch('files_within', 'recmart')(data_dir, domain)) }}
{% endmacro %}


{% macro default__files_within(data_dir, domain) %}
    {{ return(recmart.glob_files(
        recmart.escaped_path(data_dir ~ '/' ~ domain) ~ '/**'
    )) }}
{% endmacro %}


{% macro spark__files_within(data_dir, domain) %}
    {#- It lists no folder that is not there; and says of each file where it is stored. -#}
    {%- set found = run_query(
        "select distinct path from binaryFile.`" ~ data_dir ~ "/*/*` order by path"
    ) -%}
    {%- set folder = modules.re.sub('^[a-z0-9]+:', '', data_dir) ~ '/' ~ domain -%}
    {%- set files = [] -%}
    {%- for path in found.columns[0].values() if folder ~ '/' in path -%}
        {%- do files.append(
            data_dir ~ '/' ~ domain ~ path[path.index(folder) + folder | length:]
        ) -%}
    {%- endfor -%}
    {{ return(files) }}
{% endmacro %}


{% macro table_of_path(path) %}
    {#- The table that a file or folder is of, by its name; nothing if it is of no kind
        that can be read. -#}
    {%- set name = path.split('/')[-1].lower() -%}
    {%- if not recmart.is_csv(name) and not recmart.is_parquet(name) and '.' in name -%}
        {{ return(none) }}
    {%- endif -%}
    {{ return(name.split('.')[0]) }}
{% endmacro %}


{% macro glob_files(pattern) %}
    {%- if modules.re.search('^(https?|s3[an]?|gcs|gs|r2|hf)://', pattern)
        and not run_query(
            "select 1 from duckdb_extensions()"
            ~ " where extension_name = 'httpfs' and installed"
        ).rows -%}
        {{ exceptions.raise_compiler_error(
            pattern ~ ": over the network DuckDB reads by its extension httpfs, which is"
            ~ " not installed. Fetch the file and name the copy, or install it:"
            ~ " python -c \"import duckdb; duckdb.sql('install httpfs')\""
        ) }}
    {%- endif -%}
    {%- set found = run_query(
        "select file from glob(" ~ recmart.text_literal(pattern) ~ ") order by file"
    ) -%}
    {{ return(found.columns[0].values() | list) }}
{% endmacro %}
