{% macro pings_is_engagement(event_type) -%}
    {#- Whether the user did something with the ping itself. -#}
    {{ event_type }} in ('view', 'like', 'comment', 'share')
{%- endmacro %}
