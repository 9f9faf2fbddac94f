{% macro csv_grammar(delimiter, is_escaped_by_backslash=false) %}
    {#- What a field is, as regular expressions. A field is quoted if it begins with a
        quote and the quote that closes it ends the field; else its quotes are letters. Of
        two of these no text is both, so that matching never has to choose. -#}
    {%- do recmart.check_arguments('csv_grammar', {
        'delimiter': ['string', delimiter],
        'is_escaped_by_backslash': ['bool', is_escaped_by_backslash],
    }) -%}
    {%- set mark = recmart.csv_mark(delimiter) -%}
    {#- Inside of a character class and out of it. -#}
    {%- set other = mark -%}
    {%- set delimiter = '[' ~ mark ~ ']' -%}
    {%- set inside = (
        '(?:[^"\\\\]|\\\\.|"")*' if is_escaped_by_backslash else '(?:[^"]|"")*'
    ) -%}
    {%- set quoted = '"' ~ inside ~ '"' -%}
    {%- set strict_field = '(?:' ~ quoted ~ '|[^"' ~ other ~ ']*)' -%}
    {%- set field = (
        '(?:' ~ quoted ~ '(?:[^"' ~ other ~ '][^' ~ other ~ ']*)?|[^"' ~ other ~ '][^'
        ~ other ~ ']*|)'
    ) -%}
    {%- set opening = '"' ~ inside -%}
    {%- set fields = field ~ '(?:' ~ delimiter ~ field ~ ')*' -%}
    {%- set before = '(?:' ~ field ~ delimiter ~ ')*' -%}
    {{ return({
        'quoted': quoted,
        'field': '(?s)(' ~ field ~ ')' ~ delimiter,
        'strict_field': strict_field,
        'strict_record': strict_field ~ '(?:' ~ delimiter ~ strict_field ~ ')*',
        'record': fields,
        'opens': before ~ opening,
        'stays': inside,
        'closes': inside ~ '"(?:' ~ delimiter ~ fields ~ ')?',
        'closes_and_opens': inside ~ '"' ~ delimiter ~ before ~ opening,
    }) }}
{% endmacro %}


{% macro csv_mark(delimiter) %}
    {#- A delimiter of several characters has one that no text may hold in its place. -#}
    {{ return(delimiter if delimiter | length == 1 else '\U0010fffe') }}
{% endmacro %}


{% macro matches(text, pattern) -%}
    regexp_full_match({{ text }}, {{ recmart.text_literal('(?s)' ~ pattern) }})
{%- endmacro %}


{% macro unquoted(field, grammar, look) %}
    {#- The text of a field as it was meant: without its quotes, if it is quoted. -#}
    {%- set inner = field ~ '[2:-2]' -%}
    {%- if look.dialect == 'backslash' -%}
        {%- set inner = (
            "regexp_replace(" ~ inner ~ ", '[\\\\\"](\")|\\\\(\\\\)', '\\1\\2', 'g')"
        ) -%}
    {%- else -%}
        {%- set inner = "replace(" ~ inner ~ ", '\"\"', '\"')" -%}
    {%- endif -%}
    case
        when starts_with({{ field }}, '"')
            and {{ recmart.matches(field, grammar.quoted) }}
            then {{ inner }}
        else {{ field }}
    end
{%- endmacro %}
