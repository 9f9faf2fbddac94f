{% macro postgres__load_csv_rows(model, agate_table) %}
    {#- dbt's own for PostgreSQL sends each value by itself, a minute and a half for the
        samples; here a seed's rows are one JSON text that the server takes apart. A table
        has no order there, so the rows are numbered. -#}
    {#- Seeds of a project that has recmart as a package are loaded as ever. -#}
    {%- if model.package_name != 'recmart' -%}
        {{ return(dbt.default__load_csv_rows(model, agate_table)) }}
    {%- endif -%}
    {%- set types = model.config.get('column_types', {}) -%}
    {%- set rows = [] -%}
    {%- for row in agate_table.rows -%} {%- do rows.append(row.values() | list) -%}
    {%- endfor -%}
    {%- set sql -%}
    insert into {{ this }} (
        {{ get_seed_column_quoted_csv(model, agate_table.column_names) }}, row_number
    )
    select
        {% for name in agate_table.column_names -%}
        cast(fields ->> {{ loop.index0 }} as {{ types.get(name, 'text') }}),
        {% endfor -%}
        place
    from json_array_elements(cast(%s as json)) with ordinality as elements (fields, place)
    {%- endset -%}
    {%- do run_query(
        'alter table ' ~ this ~ ' add column if not exists row_number bigint'
    ) -%}
    {%- do adapter.add_query(sql, bindings=[tojson(rows)], abridge_sql_log=True) -%}
    {{ return(sql) }}
{% endmacro %}
