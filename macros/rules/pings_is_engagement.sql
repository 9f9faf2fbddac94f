{% macro pings_is_engagement(event_type) %}
    {#- Whether the user did something with the ping itself. -#}
    {%- do recmart.check_arguments('pings_is_engagement', {
        'event_type': ['string', event_type],
    }) -%}
    {{ return(adapter.dispatch('pings_is_engagement', 'recmart')(event_type)) }}
{% endmacro %}


{% macro default__pings_is_engagement(event_type) -%}
    {{ event_type }} in ('view', 'like', 'comment', 'share')
{%- endmacro %}
