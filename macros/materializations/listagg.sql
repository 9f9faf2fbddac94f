{% macro spark__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
    {#- dbt's own says on Spark that it keeps no order. -#}
    {#- A project that has recmart as a package keeps dbt's. -#}
    {%- if model.package_name != 'recmart' or limit_num -%}
        {{ return(dbt.spark__listagg(measure, delimiter_text, order_by_clause, limit_num)) }}
    {%- endif -%}
    listagg({{ measure }}, {{ delimiter_text }})
    {%- if order_by_clause %} within group ({{ order_by_clause }}) {%- endif %}
{%- endmacro %}
