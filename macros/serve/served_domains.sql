{% macro served_domains() %}
    {#- The domains whose lists can be asked for, whatever this run has built. -#}
    {%- set found = run_query("
        select distinct schema_name
        from duckdb_functions()
        where
            database_name = current_database()
            and function_name = 'list_of_user'
            and not starts_with(schema_name, 'backtest_')
        order by schema_name
    ") -%}
    {{ return(found.columns[0].values() | list) }}
{% endmacro %}
