{% macro gather_statistics() %}
    {#- Runs after a model is made: what the engine's planner has to know of its rows. -#}
    {{ return(adapter.dispatch('gather_statistics', 'recmart')()) }}
{% endmacro %}


{% macro default__gather_statistics() %}{% endmacro %}


{% macro postgres__gather_statistics() %}
    {#- Of a table without any it joins a million rows by nested loops. -#}
    {%- if model.config.materialized != 'view' -%} analyze {{ this }} {%- endif -%}
{% endmacro %}
