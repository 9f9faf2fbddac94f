{% macro gender(code) %}
    {%- do recmart.check_arguments('gender', {
        'code': ['string', code],
    }) -%}
    {{ return(adapter.dispatch('gender', 'recmart')(code)) }}
{% endmacro %}


{% macro default__gender(code) -%}
    case
        when {{ code }} in ('f', 'female', 'w', 'woman') then 'female'
        when {{ code }} in ('m', 'male', 'man') then 'male'
        when {{ code }} in ('o', 'other') then 'other'
        else {{ code }}
    end
{%- endmacro %}
