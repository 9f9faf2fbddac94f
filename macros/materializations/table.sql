{#- dbt's `table` for DuckDB, in one transaction and fewer steps: made under another name,
    the former dropped, the new one renamed. dbt's own renames twice, by macros for which
    dbt gathers all macros there are anew, which costs more than most tables here. It
    still makes what has keys or indexes. -#}
{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}
    {%- if model.package_name != 'recmart' or model.language != 'sql'
        or config.get('indexes') or recmart.has_keys(model) -%}
        {{ return(dbt.materialization_table_duckdb()) }}
    {%- endif -%}
    {%- set filled_relation = make_intermediate_relation(this.incorporate(type='table')) -%}
    {{ drop_relation_if_exists(load_cached_relation(filled_relation)) }}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- call statement('main') -%}
        {{ create_table_as(False, filled_relation, sql) }}
    {%- endcall -%}
    {{ return({'relations': [recmart.swapped_in(filled_relation)]}) }}
{% endmaterialization %}


{% macro has_keys(model) %}
    {#- Whether a contract names keys, which other tables may point to. -#}
    {%- set constraints = model.constraints | list -%}
    {%- for column in model.columns.values() -%}
        {%- do constraints.extend(column.constraints) -%}
    {%- endfor -%}
    {{ return(
        constraints | selectattr('type', 'in', ['primary_key', 'foreign_key', 'unique'])
        | list != []
    ) }}
{% endmacro %}
