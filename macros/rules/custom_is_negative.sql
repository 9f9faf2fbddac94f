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
        type_sign < 0 or ({{ weight }} < 0 and type_sign > 0 and type_word != 'purchase'),
        false
    )
{%- endmacro %}
