{% macro read_file(file, table) %}
    {#- A select over one CSV or Parquet file, its columns under our names. -#}
    {%- do recmart.check_arguments('read_file', {
        'file': ['string', file],
        'table': ['dict[string, any]', table],
    }) -%}
    {%- set is_parquet = file.lower().endswith('.parquet') -%}
    {%- set found = (
        recmart.parquet_columns(file) if is_parquet else recmart.csv_columns(file)
    ) -%}
    {%- set chosen = recmart.columns_of_file(file, found, table) -%}
    select
        row_number() over () as row_number,
        {% for column in table.columns -%}
        {% if column.type == 'rest' -%}
        {{ recmart.json_object(found | reject('in', chosen.values() | list) | list) }}
        {%- elif column.name in chosen -%}
        cast({{ adapter.quote(chosen[column.name]) }} as {{ dbt.type_string() }})
        {%- else -%}
        cast(null as {{ dbt.type_string() }})
        {%- endif %} as {{ column.name }},
        {% endfor -%}
        {{ 'cast(null as varchar)' if is_parquet else adapter.quote('recmart surplus') }}
            as surplus
    from
        {% if is_parquet -%}
        read_parquet({{ recmart.text_literal(file) }})
        {%- else -%}
        {{ recmart.read_csv(file, found) | indent(8) }}
        {%- endif %}
{% endmacro %}


{% macro columns_of_file(file, found, table) %}
    {#- Which column of the file each column of the table is. -#}
    {%- set chosen = {} -%}
    {%- for column in table.columns if column.type != 'rest' -%}
        {%- set names = recmart.accepted_column_names(table, column.name) -%}
        {%- for name in names -%}
            {%- for actual in found
                if actual | trim | lower == name | lower and column.name not in chosen -%}
                {%- do chosen.update({column.name: actual}) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- if column.required and column.name not in chosen -%}
            {{ exceptions.raise_compiler_error(
                file ~ ": required column " ~ names | join(" or ") ~ " is missing. Found: "
                ~ found | join(", ") ~ "."
            ) }}
        {%- endif -%}
    {%- endfor -%}
    {{ return(chosen) }}
{% endmacro %}


{% macro parquet_columns(file) %}
    {%- set described = run_query(
        "describe select * from read_parquet(" ~ recmart.text_literal(file) ~ ")"
    ) -%}
    {{ return(described.columns[0].values() | list) }}
{% endmacro %}


{% macro csv_columns(file) %}
    {%- set header = recmart.csv_header(file) -%}
    {%- set columns = [] -%}
    {%- for cell in header.split(recmart.csv_delimiter(header)) -%}
        {%- set name = cell.strip().strip('"').strip() or 'column ' ~ loop.index -%}
        {%- do columns.append(
            name if name not in columns else name ~ ' ' ~ loop.index
        ) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}


{% macro csv_header(file) %}
    {#- A separator that no text holds makes the whole line one column. -#}
    {%- set lines = run_query(
        "select header from read_csv(" ~ recmart.text_literal(file)
        ~ ", columns = {'header': 'varchar'}, header = false, auto_detect = false,"
        ~ " delim = '\x01', quote = '', escape = '', strict_mode = false) limit 1"
    ) -%}
    {%- if lines.rows | length == 0 -%}
        {{ exceptions.raise_compiler_error(file ~ ": the file is empty.") }}
    {%- endif -%}
    {{ return(lines.rows[0][0]) }}
{% endmacro %}


{% macro csv_delimiter(header) %}
    {%- set best = namespace(delimiter=',', count=header.count(',')) -%}
    {%- for candidate in [';', '\t', '|'] if header.count(candidate) > best.count -%}
        {%- set best.delimiter = candidate -%}
        {%- set best.count = header.count(candidate) -%}
    {%- endfor -%}
    {{ return(best.delimiter) }}
{% endmacro %}


{% macro read_csv(file, columns) %}
    {#- Nothing is guessed and no line is lost: short lines are filled with nulls,
        long ones show in the column of surplus text. Padding together with line
        breaks inside quotes is what rules out the parallel reader. -#}
    read_csv(
        {{ recmart.text_literal(file) }},
        columns = {
            {% for column in columns -%}
            {{ recmart.text_literal(column) }}: 'varchar',
            {% endfor -%}
            'recmart surplus': 'varchar'
        },
        header = true,
        auto_detect = false,
        delim = '{{ recmart.csv_delimiter(recmart.csv_header(file)) }}',
        quote = '"',
        escape = '"',
        null_padding = true,
        strict_mode = false,
        parallel = false
    )
{% endmacro %}


{% macro text_literal(text) %}
    {{ return(dbt.string_literal(dbt.escape_single_quotes(text))) }}
{% endmacro %}
