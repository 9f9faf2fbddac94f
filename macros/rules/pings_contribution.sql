{% macro pings_contribution(part, value) %}
    {#- What a part adds to the score, weight × value, in whole units of 2^-40 (about
        1e-12). Sums of whole units are exact in any order, so that equal scores are
        equal and what ranks higher by one part cannot fall back by rounding. -#}
    {%- do recmart.check_arguments('pings_contribution', {
        'part': ['string', part],
        'value': ['string', value],
    }) -%}
    {{ return(adapter.dispatch('pings_contribution', 'recmart')(part, value)) }}
{% endmacro %}


{% macro default__pings_contribution(part, value) -%}
    cast(
        {{ recmart.rounded(
            recmart.fixed_point() ~ ' * ' ~ recmart.pings_weights()[part] ~ ' * ' ~ value
        ) }}
        as {{ dbt.type_bigint() }}
    )
{%- endmacro %}
