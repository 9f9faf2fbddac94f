{% macro domains() %}
    {#- All domains: those that have parameters. Each has a macro <domain>_tables. -#}
    {{ return(var('parameters', {'custom': {}}) | list) }}
{% endmacro %}
