{% macro dating_gain(event_type) -%}
    {#- What it is worth to have recommended someone who then is liked: twice as much
        if the like is mutual. -#}
    case when {{ event_type }} = 'match' then 2 else 1 end
{%- endmacro %}
