{% macro served_domains(table='item_popularity') %}
    {#- Whatever else was built. -#}
    {%- set found = run_query("
        select schema_name
        from duckdb_tables()
        where
            database_name = current_database()
            and table_name = '" ~ table ~ "'
            and not starts_with(schema_name, 'backtest_')
        order by schema_name
    ") -%}
    {{ return(found.columns[0].values() | list) }}
{% endmacro %}
