{% macro is_code(text) %}
    {%- do recmart.check_arguments('is_code', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('is_code', 'recmart')(text)) }}
{% endmacro %}


{% macro default__is_code(text) -%}
    (
        not {{ recmart.has_email(text) }}
        and not {{ recmart.matches_pattern(
            text,
            '[+][0-9][0-9 ()/.-]{6}|(^|[^0-9])0[0-9]{2,}[ /-][0-9 -]{4}|([^ ]+ +){19}[^ ]'
        ) }}
    )
{%- endmacro %}
