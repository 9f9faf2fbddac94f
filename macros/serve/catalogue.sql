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

)

select
    item_id,
    title,
    rank,
    attributes,
    [
        lower(entry.key || '=' || entry.value)
        for entry in map_entries(attributes)
    ] as tags
from described
order by rank
{% endmacro %}
