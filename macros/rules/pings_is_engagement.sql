{% macro pings_is_engagement(event_type) %}
    {#- Whether the user did something with the ping itself. -#}
    {{ return(adapter.dispatch('pings_is_engagement', 'recmart')(event_type)) }}
{% endmacro %}


{% macro default__pings_is_engagement(event_type) -%}
    {{ event_type }} in ('view', 'like', 'comment', 'share')
{%- endmacro %}
