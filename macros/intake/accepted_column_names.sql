{% macro accepted_column_names(table, column) %}
    {#- Under which names a column may come in the user's file. -#}
    {%- set renamed = var(table.renamed_by) if table.renamed_by else {} -%}
    {%- if column in renamed -%} {{ return([renamed[column]]) }} {%- endif -%}
    {{ return([column] + ([table.prefix ~ column] if table.prefix else [])) }}
{% endmacro %}
