{% macro custom_is_negative(weight, event_type='null') %}
    {#- Whether an event is a sign of disliking: by its type, or a weight below 0, but of a
        purchase, which then is a return. -#}
    {%- do recmart.check_arguments('custom_is_negative', {
        'weight': ['string', weight],
        'event_type': ['string', event_type],
    }) -%}
    {{ return(adapter.dispatch('custom_is_negative', 'recmart')(weight, event_type)) }}
{% endmacro %}


{% macro default__custom_is_negative(weight, event_type) -%}
    coalesce(
        {{ recmart.event_sign(event_type, 'custom') | indent(8) }} < 0
        or (
            {{ weight }} < 0
            and {{ recmart.event_sign(event_type, 'custom') | indent(12) }} > 0
            and {{ recmart.event_word(event_type, 'custom') | indent(12) }} != 'purchase'
        ),
        false
    )
{%- endmacro %}
