{% macro specified_table(tables, table) %}
    {#- One of the tables of a domain, by its name. -#}
    {%- do recmart.check_arguments('specified_table', {
        'tables': ['dict[string, any]', tables],
        'table': ['string', table],
    }) -%}
    {%- if table not in tables -%}
        {{ exceptions.raise_compiler_error(
            "'" ~ table ~ "' is not one of the tables " ~ tables | join(", ") ~ "."
        ) }}
    {%- endif -%}
    {{ return(tables[table]) }}
{% endmacro %}
