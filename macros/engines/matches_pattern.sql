{% macro matches_pattern(text, pattern, is_whole=false) %}
    {#- SQL: whether a text, or the whole of it, is as a regular expression says. -#}
    {%- do recmart.check_arguments('matches_pattern', {
        'text': ['string', text],
        'pattern': ['string', pattern],
        'is_whole': ['bool', is_whole],
    }) -%}
    {{ return(adapter.dispatch('matches_pattern', 'recmart')(text, pattern, is_whole)) }}
{% endmacro %}


{% macro default__matches_pattern(text, pattern, is_whole) -%}
    {{ 'regexp_full_match' if is_whole else 'regexp_matches' }}(
        {{- text }}, {{ recmart.text_literal(pattern) -}}
    )
{%- endmacro %}


{% macro spark__matches_pattern(text, pattern, is_whole) -%}
    {%- set pattern = recmart.pattern_of_java(pattern) -%}
    regexp_like({{ text }}, {{ recmart.text_literal(
        '^(?:' ~ pattern ~ ')\\z' if is_whole else pattern
    ) }})
{%- endmacro %}


{% macro pattern_of_java(pattern) %}
    {{ return(
        pattern | replace('[:space:]', '\\s') | replace('[:cntrl:]', '\\p{Cntrl}')
    ) }}
{% endmacro %}


{% macro postgres__matches_pattern(text, pattern, is_whole) -%}
    {%- set posix = recmart.pattern_of_posix(pattern) -%}
    ({{ text }} ~ {{ recmart.text_literal('^(?:' ~ posix ~ ')$' if is_whole else posix) }})
{%- endmacro %}


{% macro pattern_of_posix(pattern) %}
    {#- A class of Unicode's is one of POSIX's, whose brackets may stand in brackets. -#}
    {%- set state = namespace(text='', is_in_brackets=false) -%}
    {%- for part in modules.re.findall(
        '\\\\p[{]?[LN][}]?|\\[:[a-z]+:\\]|\\\\.|.', pattern
    ) -%}
        {%- if part[:2] == '\\p' -%}
            {%- set class = '[:alpha:]' if 'L' in part else '[:digit:]' -%}
            {%- set part = class if state.is_in_brackets else '[' ~ class ~ ']' -%}
            {%- set state.text = state.text ~ part -%}
        {%- else -%}
            {%- set state.is_in_brackets =
                part == '[' or (state.is_in_brackets and part != ']') -%}
            {%- set state.text = state.text ~ part -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(state.text) }}
{% endmacro %}
