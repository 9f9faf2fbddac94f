{% macro dating_rank_score(
    interest, mutual_interest, city_affinity, age_affinity, times_judged,
    interest_exponent, city_exponent, age_exponent, exposure_exponent
) %}
    {#- One's own interest and the mutual one decide, sharpened by an exponent; where
        people look (their cities and ages) and how often the other is met move it up or
        down, each as far as its exponent says. -#}
    {%- do recmart.check_arguments('dating_rank_score', {
        'interest': ['string', interest],
        'mutual_interest': ['string', mutual_interest],
        'city_affinity': ['string', city_affinity],
        'age_affinity': ['string', age_affinity],
        'times_judged': ['string', times_judged],
        'interest_exponent': ['float', interest_exponent],
        'city_exponent': ['float', city_exponent],
        'age_exponent': ['float', age_exponent],
        'exposure_exponent': ['float', exposure_exponent],
    }) -%}
    {{ return(adapter.dispatch('dating_rank_score', 'recmart')(
        interest, mutual_interest, city_affinity, age_affinity, times_judged,
        interest_exponent, city_exponent, age_exponent, exposure_exponent
    )) }}
{% endmacro %}


{% macro default__dating_rank_score(
    interest, mutual_interest, city_affinity, age_affinity, times_judged,
    interest_exponent, city_exponent, age_exponent, exposure_exponent
) -%}
    power({{ interest }} * {{ mutual_interest }}, {{ interest_exponent }})
    * power(coalesce({{ city_affinity }}, 1), {{ city_exponent }})
    * power(coalesce({{ age_affinity }}, 1), {{ age_exponent }})
    * power(
        cast(1 + {{ times_judged }} as {{ recmart.type_double() }}),
        {{ exposure_exponent }}
    )
{%- endmacro %}
