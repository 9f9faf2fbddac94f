{% macro planned_for_all() %}
    {#- Stands in a data test, which has no hooks: tells the planner for its statement. -#}
    {%- set told = recmart.plan_for_all() | trim -%}
    {%- if execute and told -%} {%- do run_query(told) -%} {%- endif -%}
{% endmacro %}
