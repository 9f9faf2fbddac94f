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
        when type_sign > 0 then coalesce({{ watch_seconds }}, 0) / 60 + type_weight
        else 0
    end
{%- endmacro %}
