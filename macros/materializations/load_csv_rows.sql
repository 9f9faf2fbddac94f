{% macro postgres__load_csv_rows(model, agate_table) %}
    {#- dbt's own for PostgreSQL sends each value by itself, a minute and a half for the
        samples; here a seed's rows are one JSON text that the server takes apart. -#}
    {%- set types = model.config.get('column_types', {}) -%}
    {%- set rows = [] -%}
    {%- for row in agate_table.rows -%} {%- do rows.append(row.values() | list) -%}
    {%- endfor -%}
    {%- set sql -%}
    insert into {{ this }} ({{ get_seed_column_quoted_csv(model, agate_table.column_names) }})
    select
        {% for name in agate_table.column_names -%}
        cast(fields ->> {{ loop.index0 }} as {{ types.get(name, 'text') }})
        {{- "," if not loop.last }}
        {% endfor %}
    from json_array_elements(cast(%s as json)) as elements (fields)
    {%- endset -%}
    {%- do adapter.add_query(sql, bindings=[tojson(rows)], abridge_sql_log=True) -%}
    {{ return(sql) }}
{% endmacro %}
