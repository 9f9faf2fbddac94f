{% macro inlined() -%}
    {#- What makes a CTE that is read twice be computed twice, not written out. -#}
    {{ return(adapter.dispatch('inlined', 'recmart')()) }}
{%- endmacro %}


{% macro default__inlined() %}not materialized{% endmacro %}


{% macro spark__inlined() %}{% endmacro %}
