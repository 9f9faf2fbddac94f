{% macro custom_is_negative(weight, event_type='null') %}
    {#- Whether an event is a sign of disliking: a weight below 0. -#}
    {%- do recmart.check_arguments('custom_is_negative', {
        'weight': ['string', weight],
        'event_type': ['string', event_type],
    }) -%}
    {{ return(adapter.dispatch('custom_is_negative', 'recmart')(weight, event_type)) }}
{% endmacro %}


{% macro default__custom_is_negative(weight, event_type) -%}
    coalesce({{ weight }} < 0, false)
{%- endmacro %}
