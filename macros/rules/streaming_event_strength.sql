{% macro streaming_event_strength(event_type, watch_seconds) %}
    {#- Minutes watched; a like or a save is worth ten of them. -#}
    {%- do recmart.check_arguments('streaming_event_strength', {
        'event_type': ['string', event_type],
        'watch_seconds': ['string', watch_seconds],
    }) -%}
    {{ return(adapter.dispatch('streaming_event_strength', 'recmart')(
        event_type, watch_seconds
    )) }}
{% endmacro %}


{% macro default__streaming_event_strength(event_type, watch_seconds) -%}
    coalesce({{ watch_seconds }}, 0) / 60
    + case when {{ event_type }} in ('like', 'save') then 10 else 0 end
{%- endmacro %}
