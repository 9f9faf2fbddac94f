{% macro dating_rank_score(
    interest, mutual_interest, city_affinity, age_affinity, times_judged
) -%}
    {#- One's own interest and the mutual one decide, sharpened; where people look (their
        cities and, half as much, their ages) and how often the other is met move it up
        or down. Chosen among a dozen on two backtests of the sample. -#}
    power({{ interest }} * {{ mutual_interest }}, 2)
    * coalesce({{ city_affinity }}, 1)
    * sqrt(coalesce({{ age_affinity }}, 1))
    * power(cast(1 + {{ times_judged }} as double), 0.25)
{%- endmacro %}
