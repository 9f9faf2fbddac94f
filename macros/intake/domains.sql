{% macro domains() %}
    {#- The domains of this project; each has a macro <domain>_tables. -#}
    {{ return(var('domains', ['custom'])) }}
{% endmacro %}
