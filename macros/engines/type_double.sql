{% macro type_double() %}
    {#- The engine's name of the 64-bit floating-point type. In yml, contracts say `double
        precision`, which DuckDB and PostgreSQL read alike. -#}
    {{ return(adapter.dispatch('type_double', 'recmart')()) }}
{% endmacro %}


{% macro default__type_double() %}
    {{ return('double') }}
{% endmacro %}


{% macro postgres__type_double() %}
    {{ return('double precision') }}
{% endmacro %}
