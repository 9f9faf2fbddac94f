{% macro catalogue(popularity, attributes=[], packed=none) %}
    {#- What is shown of each item, the same in every domain. -#}
    {%- do recmart.check_arguments('catalogue', {
        'popularity': ['relation', popularity],
        'attributes': ['list[string]', attributes],
        'packed': ['optional[string]', packed],
    }) -%}
with

described as (

    select
        item_id,
        title,
        rank,
        score,
        {% if packed -%}
        coalesce(
            cast(cast({{ packed }} as json) as map(varchar, varchar)),
            cast(map() as map(varchar, varchar))
        ) as attributes
        {%- else -%}
        map {
            {% for name in attributes -%}
            '{{ name }}': {{ name }}{{ "," if not loop.last }}
            {% endfor -%}
        } as attributes
        {%- endif %}
    from {{ popularity }}

),

-- Of a text that holds several values the whole is one of them.
valued as (

    select
        *,
        flatten([
            [
                struct_pack(key := entry.key, value := one)
                for one in list_prepend(
                    entry.value, {{ recmart.value_parts('entry.value') | indent(20) }}
                )
            ]
            for entry in map_entries(attributes)
        ]) as entries
    from described

)

select
    item_id,
    title,
    rank,
    score,
    attributes,
    list_append(
        list_sort(list_distinct([
            {{ recmart.tag_text('entry.key') }}
            || '='
            || {{ recmart.tag_text('entry.value') }}
            for entry in entries
        ])),
        'item_id=' || item_id
    ) as tags
from valued
order by rank
{% endmacro %}
