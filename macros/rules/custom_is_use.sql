{% macro custom_is_use(weight, event_type='null') %}
    {#- Whether the item was used: not if it was only shown, or given back. -#}
    {%- do recmart.check_arguments('custom_is_use', {
        'weight': ['string', weight],
        'event_type': ['string', event_type],
    }) -%}
    {{ return(adapter.dispatch('custom_is_use', 'recmart')(weight, event_type)) }}
{% endmacro %}


{% macro default__custom_is_use(weight, event_type) -%}
    coalesce(type_sign != 0, false)
    and not coalesce({{ weight }} < 0 and type_word = 'purchase', false)
{%- endmacro %}
