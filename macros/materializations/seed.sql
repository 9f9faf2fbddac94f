{#- dbt's `seed` for DuckDB, of seeds whose columns are all typed: DuckDB reads the file
    alone. dbt's own reads it in Python first, row by row, for the names and types of the
    columns. -#}
{% materialization seed, adapter='duckdb' %}
    {%- set types = config.get('column_types') or {} -%}
    {%- if not types -%}
        {{ return(dbt.materialization_seed_default()) }}
    {%- endif -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set filled_relation = make_intermediate_relation(target_relation) -%}
    {{ drop_relation_if_exists(load_cached_relation(filled_relation)) }}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- call statement('main') -%}
        create table {{ filled_relation }} (
            {%- for name, type in types.items() -%}
                {{ adapter.quote(name) }} {{ type }} {{- ', ' if not loop.last }}
            {%- endfor -%}
        );
        copy {{ filled_relation }}
        from '{{ adapter.escape_sql_string(adapter.get_seed_file_path(model)) }}'
        (format csv, header true, delimiter ',')
    {%- endcall -%}
    {#- dbt asks for a result of this name. -#}
    {%- call statement('agate_table', fetch_result=True) -%}
        select * from {{ filled_relation }} limit 1
    {%- endcall -%}
    {{ return({'relations': [recmart.swapped_in(filled_relation)]}) }}
{% endmaterialization %}
