{% macro columns_of_relation(relation) %}
    {%- do recmart.check_arguments('columns_of_relation', {
        'relation': ['relation', relation],
    }) -%}
    {{ return(adapter.dispatch('columns_of_relation', 'recmart')(relation)) }}
{% endmacro %}


{% macro default__columns_of_relation(relation) %}
    {%- set types = {} -%}
    {%- for column in adapter.get_columns_in_relation(relation) -%}
        {%- do types.update({column.name: column.dtype | lower}) -%}
    {%- endfor -%}
    {{ return(types) }}
{% endmacro %}


{% macro postgres__columns_of_relation(relation) %}
    {#- Its information schema has no materialized views. With --empty or --sample a
        relation is a subquery in SQL; rendered, it is its name. -#}
    {%- set types = {} -%}
    {%- for name, type in run_query(
        "select attname, format_type(atttypid, null) from pg_attribute where attrelid = "
        ~ "to_regclass(" ~ recmart.text_literal(relation.render()) ~ ")"
        ~ " and attnum > 0 and not attisdropped order by attnum"
    ).rows -%}
        {%- do types.update({name: type | lower}) -%}
    {%- endfor -%}
    {{ return(types) }}
{% endmacro %}
