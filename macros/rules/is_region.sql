{% macro is_region(text) %}
    {%- do recmart.check_arguments('is_region', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('is_region', 'recmart')(text)) }}
{% endmacro %}


{% macro default__is_region(text) -%}
    (
        {{ recmart.is_place(text) }}
        or {{ recmart.matches_pattern(text, '(\\pL{1,6}[ -]?)?[0-9]{1,3}', is_whole=true) }}
    )
{%- endmacro %}
