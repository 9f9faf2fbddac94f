{% macro source_rows(table) %}
    {#- A table's rows as text: from the sample, or from the user's file; in another
        project from the relation that its var names, or that a macro was given. -#}
    {%- do recmart.check_arguments('source_rows', {
        'table': ['dict[string, any]', table],
    }) -%}
    {%- if table.given -%} {{ recmart.relation_rows(table, table.given) }}
    {%- elif project_name != 'recmart' -%}
        {%- set relation = (
            recmart.named_relation(table.relation) if table.relation
        ) -%}
        {%- if relation -%}
        {{ recmart.relation_rows(
            dict(table, renamed=recmart.renamed_columns(
                var('recmart_columns', none) or {}, table.table,
                recmart[table.domain ~ '_tables']() | list
            )), relation
        ) }}
        {%- else -%} {{ recmart.no_rows(table) }}
        {%- endif -%}
    {%- elif not table.file and env_var('RECMART_DATA_DIR', '') == '' -%}
        {{ recmart.sample_rows(table) }}
    {%- else -%}
        {#- What is read is found while it is built; the source is for the lineage. -#}
        {%- if table.table != 'merchandising' -%}
            {%- do source(table.domain, table.table) -%}
        {%- endif -%}
        {{ recmart.rows_of_files(table) }}
    {%- endif -%}
{% endmacro %}


{% macro rows_of_files(table) %}
    {{ return(adapter.dispatch('rows_of_files', 'recmart')(table)) }}
{% endmacro %}


{% macro default__rows_of_files(table) %}
    {%- set files = recmart.source_files(table) if execute else [] -%}
    {%- if files -%} {{ recmart.read_files(files, table) }}
    {%- else -%} {{ recmart.no_rows(table) }}
    {%- endif -%}
{% endmacro %}


{% macro spark__rows_of_files(table) %}
    {#- Parquet, a file or a folder of parts: each task reads a part of it. -#}
    {%- set path = recmart.path_of_table(table) if execute else '' -%}
    {%- if not path -%} {{ return(recmart.no_rows(table)) }} {%- endif -%}
    {%- if recmart.is_csv(path) -%}
        {{ exceptions.raise_compiler_error(
            path ~ ": on Spark files are read as Parquet. `copy (from '"
            ~ path.split('/') | last ~ "') to '" ~ table.table
            ~ ".parquet'` in DuckDB makes it that."
        ) }}
    {%- endif -%}
    {%- set relation = api.Relation.create(
        schema='parquet', identifier=path, quote_policy={'identifier': true}
    ) -%}
    {%- set types = {} -%}
    {%- for column in run_query("describe query select * from " ~ relation).rows -%}
        {%- do types.update({column[0]: column[1] | lower}) -%}
    {%- endfor -%}
    {{ return(recmart.relation_rows(table, relation, types)) }}
{% endmacro %}


{% macro sample_rows(table) %}
    {%- set sample = ref('sample_' ~ table.domain ~ '__' ~ table.table) -%}
    {%- if execute and flags.WHICH == 'run' and load_relation(sample) is none -%}
        {{ exceptions.raise_compiler_error(
            "The sample " ~ sample.identifier ~ " is not loaded in schema "
            ~ sample.schema ~ ": dbt build loads it, or dbt seed; dbt run does not."
        ) }}
    {%- endif -%}
    select
        {{ recmart.place_in_file() }} as row_number,
        {% for column in table.columns -%}
        {{ column.name }},
        {% endfor -%}
        {{ recmart.nothing_of_a_file() | indent(8) }}
    from {{ sample }}
{% endmacro %}


{% macro no_rows(table) %}
    {%- if execute and table.table == 'merchandising' and table.domain != 'custom' -%}
        {{ exceptions.raise_compiler_error(
            "var merchandising names " ~ table.domain ~ ", but there is no file: name it"
            ~ " in RECMART_MERCHANDISING, or put " ~ table.domain ~ "/merchandising.csv"
            ~ " under RECMART_DATA_DIR."
        ) }}
    {%- endif -%}
    {%- set others = recmart.domain_paths(table.domain) if execute else [] -%}
    {%- if others and not table.may_be_absent -%}
        {{ exceptions.raise_compiler_error(
            "No file for table " ~ table.domain ~ "." ~ table.table ~ ": expected "
            ~ env_var('RECMART_DATA_DIR', '') ~ "/" ~ table.domain ~ "/" ~ table.table
            ~ ".csv, .tsv, .csv.gz or .parquet. Found: " ~ others | join(", ") ~ "."
        ) }}
    {%- endif -%}
    select
        cast(null as {{ dbt.type_bigint() }}) as row_number,
        {% for column in table.columns -%}
        cast(null as {{ dbt.type_string() }}) as {{ column.name }},
        {% endfor -%}
        {{ recmart.nothing_of_a_file() | indent(8) }}
    where false
{% endmacro %}


{% macro nothing_of_a_file() -%}
cast(null as {{ dbt.type_bigint() }}) as line_number,
cast(null as {{ dbt.type_string() }}) as problem,
cast(null as {{ dbt.type_bigint() }}) as counted_rows
{%- endmacro %}


{#- In the order in which the sample was loaded. -#}
{% macro place_in_file() %}
    {{ return(adapter.dispatch('place_in_file', 'recmart')()) }}
{% endmacro %}


{% macro default__place_in_file() %}row_number() over (){% endmacro %}


{% macro spark__place_in_file() %}monotonically_increasing_id() + 1{% endmacro %}


{% macro postgres__place_in_file() %}row_number{% endmacro %}
