{% macro fading_power(base, exponent) %}
    {#- A power of what is 1 at most; of large exponents it is 0, which PostgreSQL takes for
        an error. -#}
    {%- do recmart.check_arguments('fading_power', {
        'base': ['float', base],
        'exponent': ['string', exponent],
    }) -%}
    {{ return(adapter.dispatch('fading_power', 'recmart')(
        'cast(' ~ base ~ ' as ' ~ recmart.type_double() ~ ')', exponent
    )) }}
{% endmacro %}


{% macro default__fading_power(base, exponent) %}
    {{ return('power(' ~ base ~ ', ' ~ exponent ~ ')') }}
{% endmacro %}


{% macro postgres__fading_power(base, exponent) %}
    {{ return(
        'case when (' ~ exponent ~ ') * ln(' ~ base ~ ') > -700 then power(' ~ base ~ ', '
        ~ exponent ~ ') else 0 end'
    ) }}
{% endmacro %}
