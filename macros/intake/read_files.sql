{% macro read_files(files, table) %}
    {#- A select over the files of a table, CSV or Parquet, its columns under our names. -#}
    {%- do recmart.check_arguments('read_files', {
        'files': ['list[string]', files],
        'table': ['dict[string, any]', table],
    }) -%}
    {%- set reads = [] -%}
    {%- set total = namespace(rows=0) -%}
    {%- set parquet = [] -%}
    {%- for file in files -%}
        {%- if recmart.is_parquet(file) -%}
            {%- do recmart.check_parquet(file) -%}
            {%- do parquet.append(file) -%}
        {%- else -%}
            {#- Who writes in parts may write some of nothing. -#}
            {%- set look = recmart.csv_look(file, table) -%}
            {%- if look -%}
                {%- do reads.append(recmart.read_csv_file(look, table, total.rows)) -%}
                {%- set total.rows = total.rows + look.counted_rows -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if parquet -%}
        {%- do reads.extend(recmart.parquet_reads(parquet, table, total)) -%}
    {%- endif -%}
    {%- if not reads -%}
        {{ exceptions.raise_compiler_error(files | join(", ") ~ ": the file is empty.") }}
    {%- endif -%}
    {%- set read = reads | join("\nunion all\n") -%}
    {%- set whole = recmart.ids_with_zero_fractions(reads, table) -%}
    select
        row_number,
        {% for column in table.columns -%}
        {% if column.name in whole -%}
        regexp_replace(trim({{ column.name }}, {{ recmart.blanks() }}), '[.]0+$', '')
            as {{ column.name }},
        {%- else -%}
        {{ column.name }},
        {%- endif %}
        {% endfor -%}
        line_number,
        problem,
        cast({{ total.rows }} as bigint) as counted_rows
    from (

        {{ read | indent(8) }}

    )
{% endmacro %}


{% macro read_csv_file(look, table, rows_before) %}
    {%- set width = look.columns | length -%}
    {%- set grammar = recmart.csv_grammar(look.delimiter, look.dialect == 'backslash') -%}
    {%- set fields = {} -%}
    {%- for name in look.columns -%}
        {%- if look.is_regular -%}
            {%- do fields.update({name: 'field_' ~ loop.index}) -%}
        {%- else -%}
            {%- do fields.update({
                name: recmart.careful_field('fields[' ~ loop.index ~ ']', grammar, look),
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do fields.update(look.folders) -%}
    {%- if look.is_regular -%}
select
    {{ rows_before }} + row_number() over () as row_number,
    {{ recmart.table_columns(table, look.chosen, fields) | indent(4) }}
    {{ look.header_end }} + row_number() over () as line_number,
    case {{ recmart.when_header_again(look, fields) | indent(4) }} end as problem
from read_csv(
    {{ recmart.text_literal(recmart.escaped_path(look.file)) }},
    columns = {
        {%- for name in look.columns -%}
        'field_{{ loop.index }}': 'varchar'{{ ", " if not loop.last }}
        {%- endfor -%}
    },
    header = false,
    skip = {{ look.header_end }},
    auto_detect = false,
    delim = {{ recmart.text_literal(look.delimiter) }},
    quote = '{{ '"' if look.dialect == 'quoted' }}',
    escape = '{{ '"' if look.dialect == 'quoted' }}',
    strict_mode = false,
    compression = '{{ look.compression }}',
    encoding = '{{ look.encoding }}'
)
    {%- else -%}
select
    {{ rows_before }} + row_number() over (order by line_number) as row_number,
    {{ recmart.table_columns(table, look.chosen, fields) | indent(4) }}
    line_number,
    case
        when is_unclosed then 'unclosed quote'
        when len(fields) < {{ look.least_fields }} then 'fewer fields than columns'
        when len([
            field for field in fields[{{ width + 1 }}:] if field not in ('', '""')
        ]) > 0
            then 'more fields than columns'
        {{ recmart.when_header_again(look, fields) | indent(8) }}
    end as problem
from (

    {{ recmart.csv_records(look) | indent(4) }}

)
    {%- endif -%}
{% endmacro %}


{% macro when_header_again(look, fields) -%}
    {#- Files put one behind the other bring theirs. Mostly the first name tells that a line
        is none. -#}
    {%- set names = look.chosen.values() | reject('in', look.folders) | list -%}
    {%- set conditions = [] -%}
    {%- for name in names -%}
        {%- do conditions.append(
            "trim(" ~ fields[name] ~ ", " ~ recmart.blanks() ~ ") = "
            ~ recmart.text_literal(name)
        ) -%}
    {%- endfor -%}
    when contains({{ fields[names[0]] }}, {{ recmart.text_literal(names[0]) }})
    then case when {{ conditions | join(" and ") }} then 'the header line again' end
{%- endmacro %}


{% macro careful_field(field, grammar, look) -%}
    {#- Nothing where it is empty, as in the fast reader. -#}
    {%- set value = (
        field if look.dialect == 'plain' else recmart.unquoted(field, grammar, look)
    ) -%}
    {%- if look.delimiter | length > 1 -%}
    nullif(replace(
        {{ value }},
        {{ recmart.text_literal(recmart.csv_mark(look.delimiter)) }},
        {{ recmart.text_literal(look.delimiter) }}
    ), '')
    {%- else -%}
    nullif({{ value }}, '')
    {%- endif -%}
{%- endmacro %}


{% macro table_columns(table, chosen, fields) %}
    {#- The table's columns, each from the expression of the column that it is. -#}
    {%- for column in table.columns %}
{% if column.type == 'rest' -%}
cast(to_json({
    {%- set further = recmart.further_columns(fields, chosen, table) -%}
    {%- for name in further %}
    {{ recmart.text_literal(name) }}: {{ fields[name] }}{{ "," if not loop.last }}
    {%- endfor %}
}) as varchar) as {{ column.name }},
{%- elif column.name in chosen -%}
{{ fields[chosen[column.name]] }} as {{ column.name }},
{%- else -%}
cast(null as varchar) as {{ column.name }},
{%- endif -%}
    {%- endfor %}
{% endmacro %}


{% macro check_parquet(file) %}
    {%- set bytes = recmart.checked_bytes(
        file, 'Parquet', '504152', 'A file of text', most_bytes=10000000
    ) -%}
    {%- if bytes == '' -%}
        {{ exceptions.raise_compiler_error(file ~ ": the file is empty.") }}
    {%- elif bytes and bytes[8:14] != '504152' -%}
        {{ exceptions.raise_compiler_error(
            file ~ ": its end is missing, as where a file was not written or copied to"
            ~ " the end. Write it anew."
        ) }}
    {%- endif -%}
{% endmacro %}


{% macro parquet_reads(files, table, total) %}
    {#- One for all parts of the same types: made one, a whole number would be a float's.
        Their rows are added to the total. -#}
    {%- set parts = [] -%}
    {%- set names = {} -%}
    {%- for alike in recmart.files_of_like_types(files) -%}
        {%- set from_files -%}
read_parquet(
    [{{ recmart.path_literals(alike) }}],
    union_by_name = true,
    hive_types_autocast = false
)
        {%- endset -%}
        {%- set types = {} -%}
        {%- for described in run_query("describe select * from " ~ from_files).rows -%}
            {%- do types.update({described[0]: described[1] | lower}) -%}
            {%- do names.setdefault(described[0] | lower, described[0]) -%}
        {%- endfor -%}
        {%- do parts.append((alike, from_files, types)) -%}
    {%- endfor -%}
    {%- do recmart.columns_of_file(files | join(", "), names.values() | list, table) -%}
    {%- for file, found in recmart.parquet_names(files).items() -%}
        {%- do recmart.check_doubled(file, found) -%}
    {%- endfor -%}
    {%- set reads = [] -%}
    {%- for alike, from_files, types in parts -%}
        {%- do reads.append(
            recmart.read_parquet_files(alike, from_files, types, names, table, total.rows)
        ) -%}
        {%- set total.rows = total.rows + recmart.counted_parquet_rows(alike) -%}
    {%- endfor -%}
    {{ return(reads) }}
{% endmacro %}


{% macro files_of_like_types(files) %}
    {#- Neighbours only: where there are no times, the order of the parts is that of the events. -#}
    {%- set types = {} -%}
    {%- for file, of_file in run_query(
        "select file_name, string_agg(concat_ws(' ', name, type, converted_type,"
        ~ " logical_type), ', ' order by name, type) from parquet_schema(["
        ~ recmart.path_literals(files) ~ "]) group by file_name"
    ).rows -%}
        {%- do types.update({file: of_file}) -%}
    {%- endfor -%}
    {%- set runs = [] -%}
    {%- for file in files -%}
        {%- if runs and types[file] == types[runs[-1][0]] -%} {%- do runs[-1].append(file) -%}
        {%- else -%} {%- do runs.append([file]) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(runs) }}
{% endmacro %}


{% macro path_literals(files) %}
    {%- set paths = [] -%}
    {%- for file in files -%}
        {%- do paths.append(recmart.text_literal(recmart.escaped_path(file))) -%}
    {%- endfor -%}
    {{ return(paths | join(", ")) }}
{% endmacro %}


{% macro read_parquet_files(files, from_files, types, names, table, rows_before) %}
    {%- set chosen = recmart.columns_among(table, types | list) -%}
    {%- set fields = {} -%}
    {%- set unreadable = [] -%}
    {%- set kinds = {} -%}
    {%- for column in table.columns if column.name in chosen -%}
        {%- do kinds.update({chosen[column.name]: column.type}) -%}
    {%- endfor -%}
    {%- for name, type in types.items() -%}
        {#- A list of ids would be one id, written [a, b]. -#}
        {%- if kinds.get(name) == 'id' and modules.re.search('[]]$|^(struct|map|union)', type) -%}
            {{ exceptions.raise_compiler_error(
                files | join(", ") ~ ": column " ~ name ~ " is of type " ~ type
                ~ ", which is no id: write a row for each."
            ) }}
        {%- endif -%}
        {%- do fields.update({
            name: recmart.parquet_value(name, type, kinds.get(name, 'rest')),
        }) -%}
        {%- if type == 'blob' and name in kinds -%}
            {%- do unreadable.append(name) -%}
        {%- endif -%}
    {%- endfor -%}
    {#- What only other parts have. -#}
    {%- for lower, name in names.items() if lower not in types | map('lower') -%}
        {%- do fields.update({name: "cast(null as varchar)"}) -%}
    {%- endfor -%}
select
    {{ rows_before }} + row_number() over () as row_number,
    {{ recmart.table_columns(table, chosen, fields) | indent(4) }}
    cast(null as bigint) as line_number,
    {% if unreadable -%}
    case
        {% for name in unreadable -%}
        when {{ recmart.quoted_name(name) }} is not null and {{ fields[name] }} is null
            then {{ recmart.text_literal(name ~ ' is not UTF-8') }}
        {% endfor -%}
    end as problem
    {%- else -%}
    cast(null as varchar) as problem
    {%- endif %}
from {{ from_files }}
{% endmacro %}


{% macro parquet_value(name, type, kind) %}
    {%- set value = recmart.quoted_name(name) -%}
    {%- if type == 'blob' -%}
    try(decode({{ value }}))
    {%- elif kind == 'rest' and recmart.is_float(type) -%}
    {{ recmart.finite_number(value) }}
    {%- elif kind == 'rest' -%}
    {{ value }}
    {%- elif kind == 'id' and type in ['double', 'float'] -%}
    {#- A file's statistics know no NaN, so by them a comparison may let it through. -#}
    case
        when {{ value }} = trunc({{ value }}) and abs({{ value }}) < 1e18
            then cast(try_cast({{ value }} as bigint) as varchar) || '.0'
        else cast({{ value }} as varchar)
    end
    {%- else -%}
    cast({{ value }} as varchar)
    {%- endif -%}
{% endmacro %}


{% macro counted_parquet_rows(files) %}
    {{ return(run_query(
        "select sum(num_rows) from parquet_file_metadata(["
        ~ recmart.path_literals(files) ~ "])"
    ).rows[0][0] | int) }}
{% endmacro %}


{% macro parquet_names(files) %}
    {#- The columns by file, as they stand there: DuckDB gives a second one of a name another.
        Fields of a column come after it, and may share names. -#}
    {%- set names = {} -%}
    {%- set fields = namespace(to_come=0) -%}
    {%- for file, name, children in run_query(
        "select file_name, name, coalesce(num_children, 0) from parquet_schema(["
        ~ recmart.path_literals(files) ~ "])"
    ).rows -%}
        {%- if file not in names -%}
            {%- do names.update({file: []}) -%}
        {%- elif fields.to_come -%}
            {%- set fields.to_come = fields.to_come - 1 + children | int -%}
        {%- else -%}
            {%- do names[file].append(name) -%}
            {%- set fields.to_come = children | int -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(names) }}
{% endmacro %}


{% macro ids_with_zero_fractions(reads, table) %}
    {#- The columns of ids in which each is a whole number that was written as 10.0, or is
        one in all of a part: programs make floats of those parts where some are missing. -#}
    {%- set ids = table.columns | selectattr('type', 'equalto', 'id')
        | map(attribute='name') | list -%}
    {%- set whole = [] -%}
    {#- Mostly the first rows tell that there are none. -#}
    {%- for limit in [" limit 1000", ""] -%}
        {%- set asked = ids if loop.first else whole[:] -%}
        {%- do whole.clear() -%}
        {%- if asked -%}
            {%- set of_parts = ["part"] -%}
            {%- set of_all = [] -%}
            {%- for id in asked -%}
                {%- set text = recmart.clean_text(id, 'id') -%}
                {%- do of_parts.append(
                    "bool_and(" ~ recmart.is_whole_with_fraction(text) ~ ")"
                    ~ " filter (" ~ text ~ " is not null) as whole_" ~ id
                    ~ ", bool_and(regexp_full_match(" ~ text ~ ", '-?[0-9]+'))"
                    ~ " filter (" ~ text ~ " is not null) as plain_" ~ id
                ) -%}
                {%- do of_all.append(
                    "bool_or(whole_" ~ id ~ ") and bool_and(whole_" ~ id ~ " or plain_" ~ id
                    ~ ")"
                ) -%}
            {%- endfor -%}
            {%- set parts = [] -%}
            {%- for read in reads -%}
                {%- do parts.append(
                    "(select " ~ loop.index ~ " as part, " ~ asked | join(", ") ~ " from ("
                    ~ read ~ ") where problem is null" ~ limit ~ ")"
                ) -%}
            {%- endfor -%}
            {%- set answers = run_query(
                "select " ~ of_all | join(", ") ~ " from (select " ~ of_parts | join(", ")
                ~ " from (" ~ parts | join(" union all ") ~ ") group by part)"
            ).rows[0] -%}
            {%- for id in asked -%}
                {%- if answers[loop.index0] -%} {%- do whole.append(id) -%} {%- endif -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(whole) }}
{% endmacro %}
