{% macro csv_lines(look, is_careful_of_ends=false, are_rejects_stored=false) %}
    {#- The lines of a CSV file, one column of text. Its separator is a code point that no
        text may hold. DuckDB takes CR LF for one end of a line, but where a CR stands
        alone it loses the character after it: then CR and LF each end a line. -#}
    {%- do recmart.check_arguments('csv_lines', {
        'look': ['dict[string, any]', look],
        'is_careful_of_ends': ['bool', is_careful_of_ends],
        'are_rejects_stored': ['bool', are_rejects_stored],
    }) -%}
read_csv(
    {{ recmart.text_literal(recmart.escaped_path(look.file)) }},
    columns = {'line': 'varchar'},
    header = false,
    auto_detect = false,
    delim = chr(1114111),
    quote = '',
    escape = '',
    strict_mode = false,
    {%- if is_careful_of_ends %}
    new_line = '\n',
    {%- endif %}
    {%- if are_rejects_stored %}
    store_rejects = true,
    rejects_limit = 1000,
    rejects_table = 'recmart_rejected_lines',
    rejects_scan = 'recmart_rejected_scans',
    {%- endif %}
    compression = '{{ look.compression }}',
    encoding = '{{ look.encoding }}'
)
{%- endmacro %}


{% macro escaped_path(path) %}
    {#- A path that DuckDB takes for this very file, not for a pattern. -#}
    {{ return(
        path | replace('[', '[[]') | replace('*', '[*]') | replace('?', '[?]')
    ) }}
{% endmacro %}
