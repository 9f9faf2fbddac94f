{% macro pings_event_score(event_type, watch_time_ratio) %}
    {#- What an event is worth as engagement: a view the share of the ping that was
        watched (more than 1 when it ran again), any other event a fixed score. -#}
    {%- do recmart.check_arguments('pings_event_score', {
        'event_type': ['string', event_type],
        'watch_time_ratio': ['string', watch_time_ratio],
    }) -%}
    {{ return(adapter.dispatch('pings_event_score', 'recmart')(
        event_type, watch_time_ratio
    )) }}
{% endmacro %}


{% macro default__pings_event_score(event_type, watch_time_ratio) -%}
    case {{ event_type }}
        when 'view' then {{ watch_time_ratio }}
        when 'like' then 2
        when 'comment' then 3
        when 'share' then 4
        when 'follow_creator' then 2
        when 'impression' then 0.1
        else 0
    end
{%- endmacro %}
