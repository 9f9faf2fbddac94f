{% macro harmonic_mean(a, b) -%}
    {#- 2ab / (a + b): high only where both are; 0 where either is. Joins the interest
        of both sides, as in RECON (Pizzato et al. 2010) and RCF (Xia et al. 2015). -#}
    {%- do recmart.check_arguments('harmonic_mean', {
        'a': ['string', a],
        'b': ['string', b],
    }) -%}
    case
        when {{ a }} + {{ b }} > 0
            then cast(2 as {{ recmart.type_double() }})
            * {{ a }} * {{ b }} / ({{ a }} + {{ b }})
        else 0
    end
{%- endmacro %}
