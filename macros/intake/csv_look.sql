{% macro csv_look(file, table) %}
    {#- All that has to be known of a CSV file before it is read. Its lines are counted
        twice, by different rules, and each is held against the grammar: a file that is
        regular from end to end may be read by DuckDB's fast reader. Nothing of one that is
        empty. -#}
    {%- do recmart.check_arguments('csv_look', {
        'file': ['string', file],
        'table': ['dict[string, any]', table],
    }) -%}
    {%- set look = {
        'file': file,
        'compression': recmart.csv_compression(file),
        'encoding': 'utf-8',
        'dialect': 'plain',
        'has_lone_ends': true,
    } -%}
    {%- set has_bytes = recmart.check_compressed(look) != '' -%}
    {%- set counted = recmart.counted_csv_lines(look) if has_bytes else {} -%}
    {%- if not counted.lines -%} {{ return(none) }} {%- endif -%}
    {%- set head = recmart.csv_head(look, table, counted.first) -%}
    {%- set names = [] -%}
    {%- for cell in head.cells -%}
        {%- set unnamed = 'column ' ~ loop.index -%}
        {%- do names.append(cell or (
            unnamed ~ ' without a name' if unnamed in head.cells else unnamed
        )) -%}
        {%- if cell -%} {%- do look.update({'least_fields': loop.index}) -%} {%- endif -%}
    {%- endfor -%}
    {%- set folders = recmart.columns_of_folders(file, names) -%}
    {%- do look.update({
        'delimiter': head.delimiter,
        'columns': names,
        'folders': folders,
        'chosen': recmart.columns_of_file(file, names + folders | list, table),
        'header_end': head.end_line,
    }) -%}
    {%- do recmart.check_doubled(file, head.cells) -%}
    {%- set shape = recmart.csv_shape(look) -%}
    {%- set header_lines = 1 if head.has_header else 0 -%}
    {%- do look.update({
        'has_lone_ends':
            counted.bytes != shape.bytes or counted.lines != shape.filled_lines,
        'dialect': 'quoted' if shape.has_quotes else 'plain',
    }) -%}
    {%- do look.update({
        'is_regular': shape.irregular_lines == 0 and not look.has_lone_ends
            and shape.lines == shape.filled_lines and head.end_line == header_lines,
        'counted_rows': counted.lines - header_lines,
    }) -%}
    {%- if not look.is_regular -%}
        {%- if not look.has_lone_ends
            and (head.end_line > header_lines or shape.lines != shape.filled_lines) -%}
            {#- Where CR and LF are one end, lines have other numbers. -#}
            {%- do look.update({'header_end': recmart.csv_head(
                look, table, recmart.first_csv_line(look)
            ).end_line}) -%}
        {%- endif -%}
        {%- if shape.has_quotes -%}
            {%- do look.update({'dialect': recmart.csv_dialect(look)}) -%}
        {%- endif -%}
        {%- do look.update({'counted_rows': recmart.counted_csv_records(look)}) -%}
    {%- endif -%}
    {{ return(look) }}
{% endmacro %}


{% macro columns_of_folders(file, names) %}
    {#- What Hive's folders, column=value, say that the file does not, as SQL. -#}
    {%- set columns = {} -%}
    {%- for folder in file.split('/')[:-1] if '=' in folder[1:] -%}
        {%- set name, value = folder.split('=', 1) -%}
        {%- if name | lower not in names | map('lower') -%}
            {%- do columns.update({name: (
                "cast(null as varchar)" if value == '__HIVE_DEFAULT_PARTITION__'
                else "url_decode(" ~ recmart.text_literal(value) ~ ")"
            )}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}


{% macro csv_compression(file) %}
    {%- set ending = file.lower() -%}
    {{ return(
        'gzip' if ending.endswith('.gz')
        else 'zstd' if ending.endswith('.zst')
        else 'none'
    ) }}
{% endmacro %}


{% macro counted_csv_lines(look) %}
    {#- How many lines are not empty, how many bytes are in them. What is not UTF-8 is read
        in the encoding that a setting names; it stops the build where none does. -#}
    {%- set counted = run_query(
        "select count(line), cast(coalesce(sum(strlen(line)), 0) as bigint) from "
        ~ recmart.csv_lines(look, is_careful_of_ends=true, are_rejects_stored=true)
    ).rows[0] -%}
    {%- set rejected = recmart.first_rejected_line() or {} -%}
    {%- set first = {} if rejected else recmart.first_csv_line(look) -%}
    {%- if '\x00' in (first.text or '') -%}
        {%- set rejected = {'line': first.number, 'reason': 'INVALID ENCODING'} -%}
    {%- endif -%}
    {%- if rejected -%}
        {%- set encoding = recmart.csv_encoding() -%}
        {%- if rejected.reason == 'INVALID ENCODING' and look.encoding != encoding -%}
            {%- do look.update({'encoding': encoding}) -%}
            {%- do recmart.check_encoding(look, rejected) -%}
            {{ return(recmart.counted_csv_lines(look)) }}
        {%- endif -%}
        {#- By the other rule for ends, which counts lines as an editor does. -#}
        {%- do run_query(
            "select count(line) from " ~ recmart.csv_lines(look, are_rejects_stored=true)
        ) -%}
        {%- do recmart.raise_unreadable(look, recmart.first_rejected_line() or rejected) -%}
    {%- endif -%}
    {{ return({'lines': counted[0] | int, 'bytes': counted[1] | int, 'first': first}) }}
{% endmacro %}


{% macro first_csv_line(look) %}
    {#- The first that is not empty, nor one that only names a separator. -#}
    {%- set found = run_query(
        "select line_number, nfc_normalize(line) from (" ~ recmart.first_csv_lines(look)
        ~ ") order by line_number limit 1"
    ).rows -%}
    {{ return(
        {'number': found[0][0] | int, 'text': found[0][1]} if found
        else {'number': 1, 'text': ''}
    ) }}
{% endmacro %}


{% macro first_csv_lines(look) -%}
    select line_number, line
    from (select * from ({{ recmart.numbered_csv_lines(look) }}) limit 100)
    where line is not null and not regexp_full_match(lower(line), '"?sep=."?')
{%- endmacro %}


{% macro first_rejected_line() %}
    {%- set rejected = run_query(
        "select line, error_type from recmart_rejected_lines"
        " order by line, error_type limit 1"
    ).rows -%}
    {#- They hold the lines themselves, and a later look must not see them. -#}
    {%- do run_query("drop table recmart_rejected_lines") -%}
    {%- do run_query("drop table recmart_rejected_scans") -%}
    {%- if rejected -%}
        {{ return({'line': rejected[0][0] | int, 'reason': rejected[0][1]}) }}
    {%- endif -%}
{% endmacro %}


{% macro csv_encoding() %}
    {%- set named = env_var('RECMART_ENCODING', '') or 'utf-8' -%}
    {%- set known = {
        'utf8': 'utf-8', 'latin1': 'latin-1', 'iso88591': 'latin-1', 'utf16': 'utf-16',
        'utf16le': 'utf-16',
    } -%}
    {%- set plain = named | lower | replace('-', '') | replace('_', '') -%}
    {%- if plain not in known -%}
        {{ exceptions.raise_compiler_error(
            "RECMART_ENCODING is '" ~ named ~ "', not one of utf-8, latin-1, utf-16"
            ~ " (little-endian). Convert the files, such as by: iconv -f " ~ named
            ~ " -t UTF-8 old.csv > new.csv"
        ) }}
    {%- endif -%}
    {{ return(known[plain]) }}
{% endmacro %}


{% macro check_encoding(look, rejected) %}
    {#- That the file may be in the encoding that the setting names: DuckDB reads another
        as other letters, or gives up without a word of which file. -#}
    {%- set found = recmart.encoding_of(look.file) -%}
    {%- if found and found != look.encoding -%}
        {%- do recmart.raise_unreadable(look, rejected) -%}
    {%- elif found == 'utf-16' and recmart.content_of(look.file, (
        "not regexp_full_match(hex(content),"
        ~ " '(?:..(?:[0-9A-CEF].|D[0-7])|..D[89AB]..D[C-F])*')"
    )) -%}
        {{ exceptions.raise_compiler_error(
            look.file ~ ": half of a letter of UTF-16 stands in it, as where a file was cut"
            ~ " off, or text in another encoding was added. Write it anew, in UTF-8."
        ) }}
    {%- endif -%}
{% endmacro %}


{% macro check_compressed(look) %}
    {%- set begins = {'gzip': '1F8B', 'zstd': '28B52FFD'} -%}
    {%- if look.compression in begins -%}
        {{ return(recmart.checked_bytes(
            look.file, 'compressed by ' ~ look.compression, begins[look.compression],
            'A file that is not compressed', most_bytes=50000000
        )) }}
    {%- endif -%}
    {{ return(none) }}
{% endmacro %}


{% macro checked_bytes(file, kind, begins, instead, most_bytes) %}
    {#- The first and the last four bytes of a file, an error if it is not what its name
        says; nothing if it is too large to be read for that. -#}
    {%- set bytes = recmart.content_of(
        file, "hex(content[1:4]) || hex(content[-4:])", most_bytes
    ) -%}
    {%- if bytes and not bytes.startswith(begins) -%}
        {{ exceptions.raise_compiler_error(
            file ~ ": its name says that it is " ~ kind ~ ", its first bytes do not. "
            ~ instead ~ " ends in .csv."
        ) }}
    {%- endif -%}
    {{ return(bytes) }}
{% endmacro %}


{% macro encoding_of(file) %}
    {#- What a file that is not UTF-8 is most likely written in; nothing of one that is
        compressed, or too large to look at all of it. -#}
    {%- if recmart.csv_compression(file) != 'none' -%} {{ return(none) }} {%- endif -%}
    {%- set first = recmart.content_of(file, "hex(content[1:2])") -%}
    {%- if not first -%} {{ return(none) }}
    {%- elif first == 'FEFF' or first[:2] == '00' -%} {{ return('utf-16be') }}
    {%- elif first == 'FFFE' or first[2:] == '00' -%} {{ return('utf-16') }}
    {%- endif -%}
    {#- Latin-1 has no letters at 80 to 9F; Windows has quotes and dashes there. -#}
    {%- set others = recmart.content_of(
        file, "regexp_matches(hex(content), '^(?:..)*[89]')"
    ) -%}
    {{ return('windows-1252' if others else 'latin-1') }}
{% endmacro %}


{% macro raise_unreadable(look, rejected) %}
    {#- The line itself may be personal, so it is not shown. -#}
    {%- set place = look.file ~ ": line " ~ rejected.line -%}
    {%- if rejected.reason == 'LINE SIZE OVER MAXIMUM' -%}
        {{ exceptions.raise_compiler_error(
            place ~ " is longer than 2,000,000 bytes, so it is no line of a table."
        ) }}
    {%- elif rejected.reason != 'INVALID ENCODING' -%}
        {{ exceptions.raise_compiler_error(
            place ~ " cannot be read (" ~ rejected.reason | lower ~ ")."
        ) }}
    {%- endif -%}
    {%- set said = place ~ " is not " ~ look.encoding | upper -%}
    {%- set kind = recmart.binary_kind(look.file) -%}
    {%- if kind and look.compression == 'none' -%}
        {{ exceptions.raise_compiler_error(
            said ~ ": the file is " ~ kind ~ " RECMART_ENCODING (latin-1, utf-16) is for"
            ~ " text in another encoding."
        ) }}
    {%- endif -%}
    {%- set found = recmart.encoding_of(look.file) -%}
    {%- set convert = "such as by: iconv -f "
        ~ ("UTF-16BE" if found == 'utf-16be' else "WINDOWS-1252")
        ~ " -t UTF-8 old.csv > new.csv" -%}
    {{ exceptions.raise_compiler_error(
        said ~ (
            ": it is UTF-16 with the high byte first, which is not read. Convert it, "
            ~ convert
            if found == 'utf-16be'
            else ". Set RECMART_ENCODING to " ~ found ~ "."
            if look.encoding != 'utf-8' and found in ['latin-1', 'utf-16']
            else ". Convert it, " ~ convert
            if look.encoding != 'utf-8'
            else ". Set RECMART_ENCODING to latin-1 or utf-16 if that is what the file is"
            ~ " written in, or convert it, " ~ convert
        )
    ) }}
{% endmacro %}


{% macro binary_kind(file) %}
    {#- What a file is that is no text, by its first bytes. -#}
    {%- set first = recmart.content_of(file, "hex(content[1:4])") or '' -%}
    {%- for bytes, kind in {
        '1F8B': 'compressed by gzip: let its name end in .csv.gz.',
        '28B52FFD': 'compressed by zstd: let its name end in .csv.zst.',
        '50415231': 'Parquet: let its name end in .parquet.',
        '425A68': 'compressed by bzip2, which is not read: unpack it.',
        'FD377A58': 'compressed by xz, which is not read: unpack it.',
        '504B0304': 'a zip archive or a spreadsheet: save what is in it as CSV.',
    }.items() if first.startswith(bytes) -%}
        {{ return(kind) }}
    {%- endfor -%}
    {{ return(none) }}
{% endmacro %}


{% macro content_of(file, expression, most_bytes=500000000) %}
    {#- An expression of all bytes of a file, `content`; nothing if they are too many. -#}
    {%- set read = "read_blob("
        ~ recmart.text_literal(recmart.escaped_path(file)) ~ ")" -%}
    {%- if run_query("select size from " ~ read).rows[0][0] | int > most_bytes -%}
        {{ return(none) }}
    {%- endif -%}
    {{ return(run_query("select " ~ expression ~ " from " ~ read).rows[0][0]) }}
{% endmacro %}


{% macro csv_head(look, table, first) %}
    {#- The first record, by the rules of all others, and the delimiter: the one that
        finds most of the table's columns there. -#}
    {%- if not first.text -%}
        {{ exceptions.raise_compiler_error(look.file ~ ": the file is empty.") }}
    {%- endif -%}
    {%- set given = recmart.given_header(table) -%}
    {%- set best = {} -%}
    {%- for delimiter, end_line, cells in recmart.possible_heads(look, first) -%}
        {%- set cells = recmart.trimmed_names(cells) -%}
        {%- set head = {
            'delimiter': delimiter, 'end_line': end_line, 'cells': cells,
            'has_header': true, 'fields': cells | length,
        } -%}
        {%- if given -%}
            {%- set is_repeated = (
                cells | map('lower') | list == given | map('lower') | list
            ) -%}
            {%- do head.update({
                'score': (cells | length == given | length, cells | length),
                'cells': given,
                'has_header': is_repeated,
                'end_line': end_line if is_repeated else first.number - 1,
            }) -%}
        {%- else -%}
            {%- do head.update({
                'score': (recmart.columns_among(table, cells) | length, cells | length),
            }) -%}
        {%- endif -%}
        {%- if not best or head.score > best.score -%}
            {%- do best.update(head) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if given and recmart.is_like_json(first.text) -%}
        {{ exceptions.raise_compiler_error(
            look.file ~ ": " ~ recmart.what_json_needs()
        ) }}
    {%- elif given and best.fields != given | length -%}
        {{ exceptions.raise_compiler_error(
            look.file ~ ": custom_header names " ~ given | length ~ " columns ("
            ~ given | join(", ") ~ "), the first line has " ~ best.fields ~ " fields."
            if best.fields > 1 else
            look.file ~ ": custom_header names " ~ given | length ~ " columns. "
            ~ recmart.what_separates(first.text)
        ) }}
    {%- endif -%}
    {{ return(best) }}
{% endmacro %}


{% macro possible_heads(look, first) %}
    {#- By delimiter: the line on which the first record ends, and its fields. -#}
    {%- set delimiters = [',', ';', '\t', '|', '::'] -%}
    {%- set heads = [] -%}
    {%- if '"' not in first.text -%}
        {%- for delimiter in delimiters -%}
            {%- do heads.append((delimiter, first.number, first.text.split(delimiter))) -%}
        {%- endfor -%}
        {{ return(heads) }}
    {%- endif -%}
    {%- set attempts = [] -%}
    {%- for delimiter in delimiters -%}
        {%- set mark = recmart.csv_mark(delimiter) -%}
        {%- set grammar = recmart.csv_grammar(delimiter) -%}
        {%- set text = (
            'text' if mark == delimiter else
            "replace(text, " ~ recmart.text_literal(delimiter) ~ ", "
            ~ recmart.text_literal(mark) ~ ")"
        ) -%}
        {%- set attempt -%}
(
    select
        {{ recmart.text_literal(delimiter) }} as delimiter,
        line_number as end_line,
        to_json([
            nfc_normalize({{ recmart.unquoted('field', grammar, look) }})
            for field in regexp_extract_all(
                {{ text }} || {{ recmart.text_literal(mark) }},
                {{ recmart.text_literal(grammar.field) }},
                1
            )
        ]) as cells
    from texts
    order by
        case when {{ recmart.matches(text, grammar.record) }} then place else 100 + place end
    limit 1
)
        {%- endset -%}
        {%- do attempts.append(attempt) -%}
    {%- endfor -%}
    {%- set found = run_query(
        "with filled_lines as (select *, row_number() over (order by line_number) as place"
        ~ " from (" ~ recmart.first_csv_lines(look) ~ ")), texts as (select line_number,"
        ~ " place, string_agg(line, chr(10)) over (order by line_number) as text"
        ~ " from filled_lines where place <= 30) " ~ attempts | join(" union all ")
    ) -%}
    {%- for delimiter, end_line, cells in found.rows -%}
        {%- do heads.append((delimiter, end_line | int, fromjson(cells))) -%}
    {%- endfor -%}
    {{ return(heads) }}
{% endmacro %}


{% macro csv_shape(look) %}
    {#- Lines, those that are not empty, bytes; whether there are quotes; how many lines
        are not, each by itself, a record with a field per column. -#}
    {%- set delimiter = recmart.text_literal(look.delimiter) -%}
    {%- set pattern = '%' ~ (look.delimiter ~ '%') * ((look.columns | length) - 1) -%}
    {%- set is_split_alike -%}
        line like {{ recmart.text_literal(pattern) }}
        and line not like {{ recmart.text_literal(pattern ~ look.delimiter ~ '%') }}
    {%- endset -%}
    {%- set strict = recmart.csv_grammar(look.delimiter).strict_field -%}
    {%- set shape = run_query(
        "select count(*), count(line), cast(coalesce(sum(strlen(line)), 0) as bigint),"
        ~ " count(*) filter (contains(line, '\"')), count(*) filter (not case"
        ~ " when not contains(line, '\"') then " ~ is_split_alike
        ~ (
            " else false" if look.delimiter | length > 1 or (look.columns | length) > 500 else
            " else " ~ recmart.matches(
                'line',
                strict ~ ('(?:[' ~ look.delimiter ~ ']' ~ strict ~ '){'
                ~ ((look.columns | length) - 1) ~ '}' if (look.columns | length) > 1 else '')
            )
        ) ~ " end) from " ~ recmart.csv_lines(look)
    ).rows[0] -%}
    {{ return({
        'lines': shape[0] | int, 'filled_lines': shape[1] | int, 'bytes': shape[2] | int,
        'has_quotes': shape[3] | int > 0, 'irregular_lines': shape[4] | int,
    }) }}
{% endmacro %}


{% macro csv_dialect(look) %}
    {#- How quotes are meant. `backslash`: it escapes them in more lines, or, where these
        do not tell, in more records than not. `plain`:
        as letters; so in a file whose delimiter is none that texts hold, where quotes are
        not all in order, or a field over several lines would join whole records. -#}
    {%- set strict = recmart.csv_grammar(look.delimiter).strict_record -%}
    {%- set backslash = recmart.csv_grammar(
        look.delimiter, is_escaped_by_backslash=true
    ).strict_record -%}
    {%- set fails = run_query(
        "select count(*) filter (not fits), count(*) filter (not fits_backslash),"
        ~ " count(*) filter (not fits and not fits_backslash) from (select "
        ~ recmart.matches('line', strict) ~ " as fits, "
        ~ recmart.matches('line', backslash) ~ " as fits_backslash"
        ~ " from (" ~ recmart.numbered_csv_lines(look) ~ ") where contains(line, '\"')"
        ~ " and contains(line, '\\\"'))"
    ).rows[0] -%}
    {%- if fails[1] | int < fails[0] | int -%} {{ return('backslash') }} {%- endif -%}
    {#- A line that neither explains may be part of a field over several. Rows of broken
        records can be split by either, so one must explain far more than the other. -#}
    {%- if fails[2] | int > 0 and look.delimiter in [',', ';'] -%}
        {%- set fails = [] -%}
        {%- for dialect in ['quoted', 'backslash'] -%}
            {%- do fails.append(run_query(
                "select count(*) from (" ~ recmart.csv_records(dict(look, dialect=dialect))
                ~ ") where is_irregular or is_unclosed or len(fields) <> "
                ~ look.columns | length
            ).rows[0][0] | int) -%}
        {%- endfor -%}
        {%- if 2 * fails[1] < fails[0] -%} {{ return('backslash') }} {%- endif -%}
    {%- endif -%}
    {%- if look.delimiter in [',', ';'] -%} {{ return('quoted') }} {%- endif -%}
    {%- set irregular = run_query(
        "select count(*) from (" ~ recmart.csv_records(look)
        ~ ") where is_irregular or is_of_whole_lines"
    ).rows[0][0] -%}
    {{ return('plain' if irregular | int > 0 else 'quoted') }}
{% endmacro %}


{% macro counted_csv_records(look) %}
    {#- Lines that are not empty, less those that a field over several lines goes on in. -#}
    {%- set counted = run_query(
        "select count(*), cast(coalesce(sum(lines - 1), 0) as bigint) from ("
        ~ recmart.csv_records(look) ~ ")"
    ).rows[0] -%}
    {%- set lines = run_query(
        "select count(line) from (" ~ recmart.numbered_csv_lines(look)
        ~ ") where line_number > " ~ look.header_end
    ).rows[0][0] -%}
    {%- if counted[0] + counted[1] != lines -%}
        {{ exceptions.raise_compiler_error(
            look.file ~ ": of " ~ lines ~ " lines " ~ (counted[0] + counted[1])
            ~ " are in a record. This must not happen; please report it."
        ) }}
    {%- endif -%}
    {{ return(counted[0] | int) }}
{% endmacro %}


{% macro trimmed_names(names) %}
    {#- A blank before a quote makes a letter of it, which no name means. -#}
    {%- set trimmed = [] -%}
    {%- for name in names -%}
        {%- set name = name.strip(' \t\r\n\xa0\ufeff') -%}
        {%- do trimmed.append(modules.re.sub('^"([^"]*)"$', '\\1', name)) -%}
    {%- endfor -%}
    {{ return(trimmed) }}
{% endmacro %}
