{% macro custom_strength(weight, event_type='null') %}
    {#- What the type is worth, times the weight, 1 where there is none; 0 below the var
        `custom_min_weight`. -#}
    {%- do recmart.check_arguments('custom_strength', {
        'weight': ['string', weight],
        'event_type': ['string', event_type],
    }) -%}
    {{ return(adapter.dispatch('custom_strength', 'recmart')(weight, event_type)) }}
{% endmacro %}


{% macro default__custom_strength(weight, event_type) -%}
    {%- set min_weight = recmart.custom_min_weight() -%}
    case
        {% if min_weight is not none -%}
        when {{ weight }} < {{ min_weight }} then 0
        {% endif -%}
        when {{ weight }} < 0 then 0
        {#- No number is so large that sums of it could not be exact. #}
        else type_weight * least(coalesce({{ weight }}, 1), 1e12)
    end
{%- endmacro %}


{% macro custom_min_weight() %}
    {%- set least = var('custom_min_weight', none) -%}
    {%- if least is none or least | string == '' -%} {{ return(none) }} {%- endif -%}
    {%- if not modules.re.fullmatch(
        '[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[-+]?[0-9]+)?', least | string | lower
    ) -%}
        {{ exceptions.raise_compiler_error(
            "var custom_min_weight: '" ~ least ~ "' is no number."
        ) }}
    {%- endif -%}
    {{ return(least | float) }}
{% endmacro %}
