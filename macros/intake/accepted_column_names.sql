{% macro accepted_column_names(table, column) %}
    {#- Under which names a column may come in the user's file or relation; none where it
        is not to be read. -#}
    {%- do recmart.check_arguments('accepted_column_names', {
        'table': ['dict[string, any]', table],
        'column': ['string', column],
    }) -%}
    {{ return(
        adapter.dispatch('accepted_column_names', 'recmart')(table, column)
    ) }}
{% endmacro %}


{% macro default__accepted_column_names(table, column) %}
    {%- if column in table.renamed -%}
        {{ return([table.renamed[column]] if table.renamed[column] else []) }}
    {%- endif -%}
    {{ return([column] + ([table.prefix ~ column] if table.prefix else [])) }}
{% endmacro %}
