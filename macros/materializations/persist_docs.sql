{% macro duckdb__persist_docs(relation, model, for_relation=true, for_columns=true) %}
    {#- A model's descriptions as comments of the database, in one statement. dbt's own
        asks for the columns first, which a contract makes sure of. -#}
    {%- if model.package_name != 'recmart' -%}
        {{ return(dbt.default__persist_docs(relation, model, for_relation, for_columns)) }}
    {%- endif -%}
    {%- set comments = [] -%}
    {%- set is_function = config.get('materialized') == 'table_function' -%}
    {%- set kind = 'macro table' if is_function else relation.type -%}
    {%- if for_relation and config.persist_relation_docs() and model.description -%}
        {%- do comments.append(kind ~ ' ' ~ relation ~ ' is '
            ~ duckdb_escape_comment(model.description | trim)) -%}
    {%- endif -%}
    {%- if for_columns and not is_function and config.persist_column_docs() -%}
        {%- set described = model.columns.values() | selectattr('description') | list -%}
        {%- if described and not config.get('contract').enforced -%}
            {%- set there = adapter.get_columns_in_relation(relation)
                | map(attribute='name') | list -%}
            {%- set described = described | selectattr('name', 'in', there) | list -%}
        {%- endif -%}
        {%- for column in described -%}
            {%- do comments.append('column ' ~ relation ~ '.'
                ~ adapter.quote(column.name) ~ ' is '
                ~ duckdb_escape_comment(column.description | trim)) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if comments -%}
        {%- call statement('comments') -%}
            {%- for comment in comments %}
            comment on {{ comment }};
            {%- endfor -%}
        {%- endcall -%}
    {%- endif -%}
{% endmacro %}
