{% macro is_shown_id(text) %}
    {%- do recmart.check_arguments('is_shown_id', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('is_shown_id', 'recmart')(text)) }}
{% endmacro %}


{% macro default__is_shown_id(text) -%}
    {#- Names have no digit; phone numbers begin with a 0 or a +, dates are in three. -#}
    (
        {{ recmart.matches_pattern(
            text, '[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}', is_whole=true
        ) }}
        and {{ recmart.matches_pattern(text, '[0-9]') }}
        and not {{ recmart.matches_pattern(
            text, '0[0-9.:-]{7,}|[0-9]{1,4}([-.:][0-9]{1,4}){2,}.*', is_whole=true
        ) }}
    )
{%- endmacro %}
