{% macro streaming_event_strength(event_type, watch_seconds) %}
    {#- Minutes watched, and what the type is worth beside them; nothing of a type that does
        not speak for the title. -#}
    {%- do recmart.check_arguments('streaming_event_strength', {
        'event_type': ['string', event_type],
        'watch_seconds': ['string', watch_seconds],
    }) -%}
    {{ return(adapter.dispatch('streaming_event_strength', 'recmart')(
        event_type, watch_seconds
    )) }}
{% endmacro %}


{% macro default__streaming_event_strength(event_type, watch_seconds) -%}
    case
        when {{ recmart.event_sign(event_type, 'streaming') | indent(8) }} > 0
            then
                coalesce({{ watch_seconds }}, 0) / 60
                + {{ recmart.event_weight(event_type, 'streaming') | indent(16) }}
        else 0
    end
{%- endmacro %}
