{% macro serve_catalogue(domain) %}
    {#- What is shown of an item, the same in every domain. Attributes are the columns
        of text, or the keys of the one column that packs them as JSON. -#}
    {%- set relation = adapter.quote(domain) ~ '.item_popularity' -%}
    {%- set columns = run_query("
        select column_name
        from duckdb_columns()
        where
            database_name = current_database()
            and schema_name = '" ~ domain ~ "'
            and table_name = 'item_popularity'
            and data_type = 'VARCHAR'
            and column_name not in ('item_id', 'title')
        order by column_index
    ").columns[0].values() | list -%}
    {%- set attributes = {} -%}
    {%- if columns == ['attributes'] -%}
        {%- set keys = run_query(
            "select unnest(json_keys(attributes)) from (select attributes from "
            ~ relation ~ " where attributes is not null limit 1)"
        ).columns[0].values() | list -%}
        {%- for key in keys -%}
            {%- do attributes.update({
                key: "cast(cast(attributes as json) as map(varchar, varchar))['"
                ~ key | replace("'", "''") ~ "']"
            }) -%}
        {%- endfor -%}
    {%- else -%}
        {%- for column in columns -%}
            {%- do attributes.update({column: adapter.quote(column)}) -%}
        {%- endfor -%}
    {%- endif -%}
select
    item_id,
    title,
    rank,
    {% if attributes -%}
    {
        {% for name, expression in attributes.items() -%}
        {{ adapter.quote(name | replace('"', '""')) }}: {{ expression }}
        {{- "," if not loop.last }}
        {% endfor -%}
    } as attributes,
    [
        {% for name, expression in attributes.items() -%}
        lower('{{ name | replace("'", "''") }}=' || {{ expression }})
        {{- "," if not loop.last }}
        {% endfor -%}
    ] as tags
    {%- else -%}
    cast(null as json) as attributes,
    cast([] as varchar[]) as tags
    {%- endif %}
from {{ relation }}
{% endmacro %}
