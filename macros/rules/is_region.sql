{% macro is_region(text) %}
    {%- do recmart.check_arguments('is_region', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('is_region', 'recmart')(text)) }}
{% endmacro %}


{% macro default__is_region(text) -%}
    (
        {{ recmart.is_place(text) }}
        or regexp_full_match({{ text }}, '(\pL{1,6}[ -]?)?[0-9]{1,3}')
    )
{%- endmacro %}
