{% macro specified_tables(domain, text) %}
    {#- The tables of a domain as data, from what is written of them in YAML. -#}
    {%- do recmart.check_arguments('specified_tables', {
        'domain': ['string', domain],
        'text': ['string', text],
    }) -%}
    {%- set tables = fromyaml(text) -%}
    {%- if recmart.is_merchandised(domain) -%}
        {%- do tables.update({'merchandising': recmart.merchandising_table(domain)}) -%}
    {%- endif -%}
    {%- set specified = {} -%}
    {%- for table, written in tables.items() -%}
        {%- set place = domain ~ "." ~ table -%}
        {%- do recmart.check_words(place, written, [
            'columns', 'unique', 'unique_where', 'may_be_absent', 'file', 'relation',
            'renamed_by', 'prefix',
        ]) -%}
        {%- set columns = [] -%}
        {%- for name, said in written.columns.items() -%}
            {%- do recmart.check_column(place ~ "." ~ name, said, tables) -%}
            {%- set column = {'name': name, 'as': name, 'required': none} -%}
            {%- do column.update(said) -%}
            {%- do columns.append(column) -%}
        {%- endfor -%}
        {%- set names = columns | map(attribute='name') | list -%}
        {%- set unique = written.unique or [] -%}
        {%- set unique = (
            names if unique == 'all' else [unique] if unique is string else unique
        ) -%}
        {%- for name in unique + ([written.unique_where] if written.unique_where else [])
            if name not in names -%}
            {{ exceptions.raise_compiler_error(
                place ~ ": '" ~ name ~ "' is not one of its columns."
            ) }}
        {%- endfor -%}
        {%- do specified.update({table: dict(
            written, domain=domain, table=table, columns=columns, unique=unique,
            has_row_number=not unique or 'unique_where' in written,
            renamed=recmart.renamed_columns(
                written.renamed_by and var(written.renamed_by, none) or {}, table,
                tables | list
            )
        )}) -%}
    {%- endfor -%}
    {{ return(specified) }}
{% endmacro %}


{% macro check_column(place, column, tables) %}
    {%- do recmart.check_words(place, column, [
        'type', 'required', 'as', 'min', 'max', 'accepted', 'listed_in', 'staged_in',
        'personal', 'of_person', 'not_before', 'shown',
    ]) -%}
    {%- set types = [
        'id', 'text', 'code', 'label', 'gender', 'place', 'region', 'integer', 'number',
        'timestamp', 'date', 'rest',
    ] -%}
    {%- if column.type not in types -%}
        {{ exceptions.raise_compiler_error(
            place ~ ": type is '" ~ column.type ~ "', not one of "
            ~ types | join(", ") ~ "."
        ) }}
    {%- endif -%}
    {%- if column.required and column.required not in ['value', 'column'] -%}
        {{ exceptions.raise_compiler_error(
            place ~ ": required is 'value' or 'column', not '" ~ column.required ~ "'."
        ) }}
    {%- endif -%}
    {%- for known_in in [column.listed_in, column.staged_in]
        if known_in and tables.get(known_in, {}).get('unique') is not string -%}
        {{ exceptions.raise_compiler_error(
            place ~ ": '" ~ known_in ~ "' is not a table of the domain with a unique id."
        ) }}
    {%- endfor -%}
{% endmacro %}


{% macro check_words(place, written, words) %}
    {%- for word in written if word not in words -%}
        {{ exceptions.raise_compiler_error(
            place ~ ": '" ~ word ~ "' is not one of " ~ words | join(", ") ~ "."
        ) }}
    {%- endfor -%}
{% endmacro %}
