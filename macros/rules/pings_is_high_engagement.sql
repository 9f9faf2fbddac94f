{% macro pings_is_high_engagement(event_type, watch_time_ratio) %}
    {#- Whether an event says that the user liked the ping: half of it watched, or a
        like, a comment, a share. To follow the creator says nothing of one ping. -#}
    {%- do recmart.check_arguments('pings_is_high_engagement', {
        'event_type': ['string', event_type],
        'watch_time_ratio': ['string', watch_time_ratio],
    }) -%}
    {{ return(adapter.dispatch('pings_is_high_engagement', 'recmart')(
        event_type, watch_time_ratio
    )) }}
{% endmacro %}


{% macro default__pings_is_high_engagement(event_type, watch_time_ratio) -%}
    (
        {{ event_type }} in ('like', 'comment', 'share')
        or ({{ event_type }} = 'view' and {{ watch_time_ratio }} >= 0.5)
    )
{%- endmacro %}
