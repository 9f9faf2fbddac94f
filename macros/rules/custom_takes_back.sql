{% macro custom_takes_back(weight, event_type='null') %}
    {#- Whether an event takes back what was said before in the same word: an unlike, a
        refund, a purchase of less than nothing, a rating below `custom_min_weight`. -#}
    {%- do recmart.check_arguments('custom_takes_back', {
        'weight': ['string', weight],
        'event_type': ['string', event_type],
    }) -%}
    {{ return(adapter.dispatch('custom_takes_back', 'recmart')(weight, event_type)) }}
{% endmacro %}


{% macro default__custom_takes_back(weight, event_type) -%}
    {%- set min_weight = recmart.custom_min_weight() -%}
    type_sign is null
    or coalesce({{ weight }} < 0 and type_word = 'purchase', false)
    {%- if min_weight is not none %}
    or coalesce({{ weight }} < {{ min_weight }} and type_word = 'rating', false)
    {%- endif %}
{%- endmacro %}
