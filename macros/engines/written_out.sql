{% macro written_out() -%}
    {#- What makes a CTE be computed once and written out, where an engine can be told. -#}
    {{ return(adapter.dispatch('written_out', 'recmart')()) }}
{%- endmacro %}


{% macro default__written_out() %}materialized{% endmacro %}


{% macro spark__written_out() %}{% endmacro %}
