{% macro served_domains() %}
    {#- The schemas that have a catalogue of items, whatever else was built. -#}
    {%- set found = run_query("
        select schema_name
        from duckdb_tables()
        where
            database_name = current_database()
            and table_name = 'item_popularity'
            and not starts_with(schema_name, 'backtest_')
        order by schema_name
    ") -%}
    {{ return(found.columns[0].values() | list) }}
{% endmacro %}
