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
