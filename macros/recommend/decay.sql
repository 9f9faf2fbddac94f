{% macro decay(age_days, half_life_days) -%}
    {#- Exponential forgetting, ½^(age / half-life); none: nothing is forgotten. -#}
    {%- if half_life_days is none -%} cast(1 as double)
    {%- else -%} power(cast(0.5 as double), {{ age_days }} / {{ half_life_days }})
    {%- endif -%}
{%- endmacro %}
