{% macro dating_gain(event_type) %}
    {#- What it is worth to have recommended someone who then is liked: twice as much
        if the like is mutual. -#}
    {%- do recmart.check_arguments('dating_gain', {
        'event_type': ['string', event_type],
    }) -%}
    {{ return(adapter.dispatch('dating_gain', 'recmart')(event_type)) }}
{% endmacro %}


{% macro default__dating_gain(event_type) -%}
    case when {{ event_type }} = 'match' then 2 else 1 end
{%- endmacro %}
