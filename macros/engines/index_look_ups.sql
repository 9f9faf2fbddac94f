{% macro index_look_ups() %}
    {#- Runs after a mart is made: what finds a user's or an item's rows without reading all
        others, where sorting them does not do that. -#}
    {{ return(adapter.dispatch('index_look_ups', 'recmart')()) }}
{% endmacro %}


{% macro default__index_look_ups() %}{% endmacro %}


{% macro postgres__index_look_ups() %}
    {%- for key in ['user_id', 'item_id']
        if 'rank' in model.columns and key in model.columns
        and model.config.materialized != 'view' -%}
        {%- if loop.first -%} create index on {{ this }} ({{ key }}, rank) {%- endif -%}
    {%- endfor -%}
{% endmacro %}
