{% macro quoted_name(name) %}
    {#- A name of the user's, in which a quote is a letter like any other. -#}
    {%- do recmart.check_arguments('quoted_name', {
        'name': ['string', name],
    }) -%}
    {%- set sign = adapter.quote('')[0] -%}
    {{ return(sign ~ name | replace(sign, sign ~ sign) ~ sign) }}
{% endmacro %}
