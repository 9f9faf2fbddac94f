{% macro custom_is_negative(weight, event_type='null') %}
    {#- Whether an event is a sign of disliking: a weight below 0. -#}
    {{ return(adapter.dispatch('custom_is_negative', 'recmart')(weight, event_type)) }}
{% endmacro %}


{% macro default__custom_is_negative(weight, event_type) -%}
    coalesce({{ weight }} < 0, false)
{%- endmacro %}
