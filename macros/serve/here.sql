{% macro here(relation) %}
    {#- A relation without the name of its database, which is that of the file: views and
        table macros go on working in a file that was renamed or copied. -#}
    {%- do recmart.check_arguments('here', {
        'relation': ['relation', relation],
    }) -%}
    {{ return(relation.include(database=false)) }}
{% endmacro %}
