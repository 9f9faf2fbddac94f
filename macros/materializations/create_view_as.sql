{% macro duckdb__create_view_as(relation, sql) %}
    {#- As the adapter has it, but for the name of the database, which is that of the
        file: DuckDB before version 2 keeps it in the view, and a view that names another
        file is lost when that is renamed or copied. Views of other projects are theirs. -#}
    {%- if model.package_name != 'recmart' -%}
        {{ return(dbt.duckdb__create_view_as(relation, sql)) }}
    {%- endif -%}
    {%- if config.get('contract').enforced -%}
        {{ get_assert_columns_equivalent(sql) }}
    {%- endif -%}
    create view {{ relation }} as (
        {{ sql | replace(relation.include(schema=false, identifier=false) ~ '.', '') }}
    )
{% endmacro %}
