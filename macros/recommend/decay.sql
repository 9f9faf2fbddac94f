{% macro decay(age_days, half_life_days) -%}
    {#- Exponential forgetting, ½^(age / half-life); none: nothing is forgotten. -#}
    {%- do recmart.check_arguments('decay', {
        'age_days': ['string', age_days],
        'half_life_days': ['optional[float]', half_life_days],
    }) -%}
    {%- if half_life_days is none -%} cast(1 as {{ recmart.type_double() }})
    {%- else -%} power(
        cast(0.5 as {{ recmart.type_double() }}), {{ age_days }} / {{ half_life_days }}
    )
    {%- endif -%}
{%- endmacro %}
