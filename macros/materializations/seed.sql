{#- dbt's `seed` for DuckDB, of seeds whose columns are all typed: DuckDB reads the file
    alone. dbt's own reads it in Python first, row by row, for the names and types of the
    columns. -#}
{% materialization seed, adapter='duckdb' %}
    {%- set types = config.get('column_types') or {} -%}
    {%- if not types or model.package_name != 'recmart' -%}
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


{#- dbt's for Spark inserts row by row. Here it reads the file by itself, which it can where
    dbt and all of Spark are on one machine: every column is text, an empty one null. One
    task writes it, so that rows keep their order. -#}
{% materialization seed, adapter='spark' %}
    {%- if target.host not in ['127.0.0.1', 'localhost', '::1'] -%}
        {{ return(materialization_seed_spark()) }}
    {%- endif -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks) }}
    {%- do adapter.drop_relation(target_relation) -%}
    {%- call statement('file') -%}
        create or replace temporary view {{ this.identifier }}__file (
            {%- for name in config.get('column_types') -%}
                {{ adapter.quote(name) }} string {{- ', ' if not loop.last }}
            {%- endfor -%}
        )
        using csv
        options (
            path {{ recmart.text_literal('file://' ~ model.root_path ~ '/' ~ model.original_file_path) }},
            header 'true', quote '"', escape '"', nullValue '', emptyValue '', multiLine 'true'
        )
    {%- endcall -%}
    {%- call statement('main') -%}
        create table {{ target_relation }}
        {{ file_format_clause() }}
        as select /*+ coalesce(1) */ * from {{ this.identifier }}__file
    {%- endcall -%}
    {#- dbt asks for a result of this name. -#}
    {%- call statement('agate_table', fetch_result=True) -%}
        select * from {{ target_relation }} limit 1
    {%- endcall -%}
    {%- do persist_docs(target_relation, model) -%}
    {{ run_hooks(post_hooks) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
