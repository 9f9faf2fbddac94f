{% macro decay(age_days, half_life_days) -%}
    {#- Exponential forgetting, ½^(age / half-life); none: nothing is forgotten. -#}
    {%- do recmart.check_arguments('decay', {
        'age_days': ['string', age_days],
        'half_life_days': ['optional[float]', half_life_days],
    }) -%}
    {%- if half_life_days is none -%} cast(1 as {{ recmart.type_double() }})
    {%- else -%} {{ recmart.fading_power(0.5, age_days ~ ' / ' ~ half_life_days) }}
    {%- endif -%}
{%- endmacro %}
