{% macro drop_what_refers(tables) %}
    {#- DuckDB replaces no table that others refer to; they are made after it. PostgreSQL
        drops the foreign keys alone. -#}
    {%- for table in tables if target.type == 'duckdb' -%}
    drop table if exists {{ this.include(identifier=false) }}.{{ table }};
    {%- endfor -%}
{% endmacro %}
