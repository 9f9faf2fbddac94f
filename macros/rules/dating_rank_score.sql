{% macro dating_rank_score(
    interest, mutual_interest, city_affinity, age_affinity, times_judged
) -%}
    {#- Mutual interest decides, so it is sharpened, and one's own counts once more;
        where people look (their cities and, half as much, their ages) and how much the
        other is met move it up or down. Chosen on two backtests of the sample. -#}
    {{ interest }} * power({{ mutual_interest }}, 3)
    * coalesce({{ city_affinity }}, 1)
    * sqrt(coalesce({{ age_affinity }}, 1))
    * power(cast(1 + {{ times_judged }} as double), 0.25)
{%- endmacro %}
