{% macro dating_rank_score(interest, city_affinity, age_affinity, times_judged) -%}
    {#- Interest decides, so it is sharpened; where people look (their cities and, half
        as much, their ages) and how much the other is met move it up or down. -#}
    power({{ interest }}, 4)
    * coalesce({{ city_affinity }}, 1)
    * sqrt(coalesce({{ age_affinity }}, 1))
    * power(cast(1 + {{ times_judged }} as double), 0.25)
{%- endmacro %}
