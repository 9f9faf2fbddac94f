{% macro swapped_in(relation) %}
    {#- The model's table, once one that is filled under another name has taken its place,
        in the transaction that filled it. -#}
    {%- do recmart.check_arguments('swapped_in', {
        'relation': ['relation', relation],
    }) -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set former_relation = load_cached_relation(this) -%}
    {%- if former_relation is not none and not former_relation.is_table -%}
        {%- do adapter.drop_relation(former_relation) -%}
    {%- endif -%}
    {%- call statement('swap') -%}
        drop table if exists {{ target_relation }};
        alter table {{ relation }} rename to {{ adapter.quote(this.identifier) }}
    {%- endcall -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do persist_docs(target_relation, model) -%}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return(target_relation) }}
{% endmacro %}
