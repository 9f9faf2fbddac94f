{% macro planned_for_all() %}
    {#- Stands in a statement that has no hooks of ours, a data test or another project's
        model: tells the planner for it. -#}
    {%- set told = recmart.plan_for_all() | trim -%}
    {%- if execute and told -%} {%- do run_query(told) -%} {%- endif -%}
{% endmacro %}
