{% macro columns_of_file(file, found, table) %}
    {#- Which column of a file or relation each column of the table is. -#}
    {%- do recmart.check_arguments('columns_of_file', {
        'file': ['any', file],
        'found': ['list[string]', found],
        'table': ['dict[string, any]', table],
    }) -%}
    {%- do recmart.check_renamed(table.domain, table.renamed) -%}
    {%- set chosen = recmart.columns_among(table, found) -%}
    {%- for column in table.columns
        if column.type != 'rest' and column.name not in chosen -%}
        {%- if column.required and not table.renamed[column.name] -%}
            {{ exceptions.raise_compiler_error(
                file ~ ": required column "
                ~ (recmart.accepted_column_names(table, column.name) or [column.name])
                | join(" or ")
                ~ " is missing. " ~ recmart.what_was_found(file, found, chosen, table)
            ) }}
        {#- Of what was held out who and what may be all that is known. -#}
        {%- elif table.renamed[column.name]
            and (column.required or table.table != 'holdout') -%}
            {{ exceptions.raise_compiler_error(
                file ~ ": there is no column '" ~ table.renamed[column.name]
                ~ "' to be our " ~ column.name ~ ". "
                ~ recmart.what_was_found(file, found, chosen, table)
            ) }}
        {%- endif -%}
    {%- endfor -%}
    {%- set needed = {} -%}
    {%- for column in table.columns if column.required -%}
        {%- set actual = chosen[column.name] -%}
        {%- if actual in needed -%}
            {{ exceptions.raise_compiler_error(
                file ~ ": column '" ~ actual ~ "' would be both our " ~ needed[actual]
                ~ " and our " ~ column.name ~ ". Name another for one of them."
            ) }}
        {%- endif -%}
        {%- do needed.update({actual: column.name}) -%}
    {%- endfor -%}
    {{ return(chosen) }}
{% endmacro %}


{% macro columns_among(table, found) %}
    {%- set chosen = {} -%}
    {%- for column in table.columns if column.type != 'rest' -%}
        {%- for name in recmart.accepted_column_names(table, column.name) -%}
            {%- for actual in found
                if actual | trim | lower == name | trim | lower
                and column.name not in chosen -%}
                {%- do chosen.update({column.name: actual}) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(chosen) }}
{% endmacro %}


{#- The columns that are in rest: all that no other is, and those that are shown as well. -#}
{% macro further_columns(names, chosen, table) %}
    {%- set taken = [] -%}
    {%- for column in table.columns if column.name in chosen and not column.shown -%}
        {%- do taken.append(chosen[column.name]) -%}
    {%- endfor -%}
    {{ return(names | list | reject('in', taken) | list) }}
{% endmacro %}


{% macro what_was_found(file, found, chosen, table) %}
    {#- Values are not shown: without a header line they are somebody's. What has names
        that are none of ours has to be told which is which. -#}
    {%- if file is not string or recmart.is_parquet(file) -%}
        {%- set place = (
            'The argument columns' if table.given
            else 'The var recmart_columns' if file is not string
            else 'The var custom_columns'
        ) -%}
        {{ return(
            "Found: " ~ found | join(", ") ~ "." ~ (
                " " ~ place ~ " says which of them is ours, as in "
                ~ recmart.example_of_renaming(table, 'customer_no') ~ "."
                if table.domain == 'custom' else ""
            )
        ) }}
    {%- endif -%}
    {%- set values = [] -%}
    {%- for name in found
        if modules.re.match('[-+(.]*[0-9]|([^0-9]*[0-9]){6}', name) or '@' in name or '{' in name or name | length > 60
        or found.count(name) > 1 -%}
        {%- do values.append(name) -%}
    {%- endfor -%}
    {%- if found and recmart.is_like_json(found[0]) -%}
        {{ return(recmart.what_json_needs()) }}
    {%- elif found | length == 1 and not chosen -%}
        {%- set named = [] -%}
        {%- for column in table.columns if column.name in found[0] | lower -%}
            {%- do named.append(column.name) -%}
        {%- endfor -%}
        {{ return(recmart.what_separates(found[0], is_shown=named and not values)) }}
    {%- elif values -%}
        {%- set said = "The first line has " ~ found | length ~ " fields that look like"
            ~ " values" -%}
    {%- else -%}
        {%- set said = "Found: " ~ found | join(", ") -%}
    {%- endif -%}
    {%- set renaming = (
        "var custom_columns says which is ours, as in {custom_columns: "
        ~ recmart.example_of_renaming(table, 'userId') ~ "}."
    ) -%}
    {%- if chosen and not values -%}
        {{ return(said ~ "." ~ (
            " The " ~ renaming if table.domain == 'custom' else ""
        )) }}
    {%- endif -%}
    {{ return(
        said ~ ": no header line? " ~ (
            "The var custom_header gives the names, in their order: {custom_header: "
            ~ ("{items: [item_id, title]}" if table.table == 'items'
            else "[user_id, item_id, weight, timestamp]") ~ "}."
            ~ ("" if values else " If these are the names, the " ~ renaming)
            if table.domain == 'custom' else
            "It has to give the names of the columns."
        )
    ) }}
{% endmacro %}


{% macro example_of_renaming(table, user) %}
    {#- Of a table that may call what others have otherwise. -#}
    {{ return(
        "{user_id: " ~ user ~ "}" if table.columns | selectattr('name', 'eq', 'user_id') | list
        else "{" ~ table.table ~ ": {item_id: id}}"
    ) }}
{% endmacro %}


{% macro is_like_json(text) %}
    {#- A bracket may begin an id. -#}
    {{ return(modules.re.match('\\{\\s*("|$)|\\[\\s*([{"\\[]|$)', text) is not none) }}
{% endmacro %}


{% macro what_json_needs() %}
    {{ return(
        "The first line begins like JSON, which is not read: make CSV of it, a row per"
        ~ " interaction, such as in DuckDB by: copy (from 'old.json') to 'new.csv'"
    ) }}
{% endmacro %}


{% macro what_separates(text, is_shown=false) %}
    {#- Of a first line that has one field, which may be what others separate: the sign
        that may have been meant to. -#}
    {%- set signs = {
        '^': '^', '~': '~', '#': '#', '\x01': '\\001', '\x1f': '\\037', ' ': ' ',
    } -%}
    {%- set sign = signs | select('in', text) | first -%}
    {{ return(
        "The first line is one field" ~ (" (" ~ text ~ ")" if is_shown else "")
        ~ ". Fields are separated by a comma, a semicolon, a tab, | or ::; write the file"
        ~ " with one of these, a line per interaction" ~ (
            ", such as by: tr " ~ ("-s " if sign == ' ' else "") ~ "'" ~ signs[sign]
            ~ "' '\\t' < old.csv > new.csv" if sign else "."
        ) ~ (
            ". If each line is a user and all their items, write a line per item: awk"
            ~ " '{for (i = 2; i <= NF; i++) print $1 \"\\t\" $i}' old.txt > new.tsv"
            if modules.re.fullmatch('[0-9]{1,8}( [0-9]{1,8}){2,} ?', text) else ""
        )
    ) }}
{% endmacro %}


{% macro check_doubled(file, names) %}
    {#- Of two columns of one name nobody can tell which is meant. -#}
    {%- set lower = names | map('lower') | list -%}
    {%- set doubled = [] -%}
    {%- for name in names if name and lower.count(name | lower) > 1 -%}
        {%- do doubled.append(name) -%}
    {%- endfor -%}
    {%- if doubled -%}
        {{ exceptions.raise_compiler_error(
            file ~ ": more than one column has the name " ~ doubled | join(", ")
            ~ ". Name each column once."
        ) }}
    {%- endif -%}
{% endmacro %}


{% macro given_header(table) %}
    {#- The names of the columns of a file without a header line, if a var gives them. -#}
    {%- if not table.file or table.domain != 'custom' -%} {{ return([]) }} {%- endif -%}
    {%- set given = var('custom_header', none) or [] -%}
    {%- if given is mapping -%}
        {%- for name in given if name not in recmart.custom_tables() -%}
            {{ exceptions.raise_compiler_error(
                "custom_header: '" ~ name ~ "' is none of "
                ~ recmart.custom_tables() | join(", ") ~ "."
            ) }}
        {%- endfor -%}
        {%- set given = given[table.table] or [] -%}
    {%- elif table.table in ['items', 'merchandising'] -%}
        {%- set given = [] -%}
    {%- endif -%}
    {%- if given is string or given is not sequence
        or given | reject('string') | list -%}
        {{ exceptions.raise_compiler_error(
            "custom_header is '" ~ given ~ "', no list of names."
        ) }}
    {%- endif -%}
    {{ return(given) }}
{% endmacro %}
