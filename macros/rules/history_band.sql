{% macro history_band(items) %}
    {#- How much is known of a user, by the distinct items of the history. -#}
    {%- do recmart.check_arguments('history_band', {
        'items': ['string', items],
    }) -%}
    {{ return(adapter.dispatch('history_band', 'recmart')(items)) }}
{% endmacro %}


{% macro default__history_band(items) -%}
    case
        when {{ items }} = 0 then '0'
        when {{ items }} < 5 then '1-4'
        when {{ items }} < 10 then '5-9'
        when {{ items }} < 20 then '10-19'
        when {{ items }} < 50 then '20-49'
        when {{ items }} < 100 then '50-99'
        else '100 and over'
    end
{%- endmacro %}
