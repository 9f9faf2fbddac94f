{% macro domains() %}
    {#- All domains: those that have parameters. Each has a macro <domain>_tables. In
        another project only the general one. -#}
    {%- if project_name != 'recmart' -%} {{ return(['custom']) }} {%- endif -%}
    {{ return(var('parameters') | list) }}
{% endmacro %}
