{% macro spark__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
    {#- dbt's own says on Spark that it keeps no order. -#}
    {%- if limit_num -%}
        {{ exceptions.raise_compiler_error("listagg: limit_num is not known on Spark.") }}
    {%- endif -%}
    listagg({{ measure }}, {{ delimiter_text }})
    {%- if order_by_clause %} within group ({{ order_by_clause }}) {%- endif %}
{%- endmacro %}
