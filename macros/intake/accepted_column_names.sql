{% macro accepted_column_names(table, column) %}
    {#- Under which names a column may come in the user's file or relation; none to do
        without one that is there. -#}
    {{ return(
        adapter.dispatch('accepted_column_names', 'recmart')(table, column)
    ) }}
{% endmacro %}


{% macro default__accepted_column_names(table, column) %}
    {%- set renamed = var(table.renamed_by, none) or {} if table.renamed_by else {} -%}
    {%- if column in renamed -%}
        {{ return([renamed[column]] if renamed[column] else []) }}
    {%- endif -%}
    {{ return([column] + ([table.prefix ~ column] if table.prefix else [])) }}
{% endmacro %}
