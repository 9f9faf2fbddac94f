{% macro age_band(age) %}
    {%- do recmart.check_arguments('age_band', {
        'age': ['string', age],
    }) -%}
    {{ return(adapter.dispatch('age_band', 'recmart')(age)) }}
{% endmacro %}


{% macro default__age_band(age) -%}
    case
        when {{ age }} < 18 then 'under 18'
        when {{ age }} < 25 then '18-24'
        when {{ age }} < 35 then '25-34'
        when {{ age }} < 45 then '35-44'
        when {{ age }} < 55 then '45-54'
        when {{ age }} >= 55 then '55 and over'
    end
{%- endmacro %}
