{% macro is_whole_with_fraction(text) %}
    {#- Whether a text is a whole number that was written as 10.0. -#}
    {%- do recmart.check_arguments('is_whole_with_fraction', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('is_whole_with_fraction', 'recmart')(text)) }}
{% endmacro %}


{% macro default__is_whole_with_fraction(text) -%}
    regexp_like({{ text }}, '^-?[0-9]+[.]0+$')
{%- endmacro %}


{% macro duckdb__is_whole_with_fraction(text) -%}
    regexp_full_match({{ text }}, '-?[0-9]+[.]0+')
{%- endmacro %}
