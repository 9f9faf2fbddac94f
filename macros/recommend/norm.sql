{% macro norm(users, shrinkage=0) %}
    {%- do recmart.check_arguments('norm', {
        'users': ['string', users],
        'shrinkage': ['float', shrinkage],
    }) -%}
    power(
        cast({{ users }} as {{ recmart.type_double() }}) + {{ shrinkage }}, -0.5
    )
{%- endmacro %}
