{% macro is_shown_id(text) %}
    {%- do recmart.check_arguments('is_shown_id', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('is_shown_id', 'recmart')(text)) }}
{% endmacro %}


{% macro default__is_shown_id(text) -%}
    {#- Names have no digit; phone numbers begin with a 0 or a +, dates are in three. -#}
    (
        regexp_full_match({{ text }}, '[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}')
        and regexp_matches({{ text }}, '[0-9]')
        and not regexp_full_match(
            {{ text }}, '0[0-9]{7,}|[0-9]{1,4}([-.][0-9]{1,4}){2,}.*'
        )
    )
{%- endmacro %}
