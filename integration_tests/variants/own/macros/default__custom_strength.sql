{% macro default__custom_strength(weight, event_type) -%}
    {#- What is bought in the shop says nothing of what to show on the web. -#}
    case when {{ event_type }} = 'shop' then 0 else 1 end
{%- endmacro %}
