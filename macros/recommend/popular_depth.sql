{% macro popular_depth(list_size, merchandising, most_per) -%}
    {#- So many popular items that enough are left without the hidden and the pinned. -#}
    {%- do recmart.check_arguments('popular_depth', {
        'list_size': ['any', list_size],
        'merchandising': ['optional[relation]', merchandising],
        'most_per': ['dict[string, integer]', most_per],
    }) -%}
{#- What is chosen from a pool is the same in a longer list only if the pool is. -#}
{{ recmart.pool_size(list_size) if most_per or var('diversity')
    else recmart.list_depth(list_size) }}
{%- if merchandising is not none %} + (
    select count(*) from {{ merchandising }} as merchandising
    where
        merchandising.is_hidden
        or merchandising.boost < 1
        or merchandising.pin is not null
)
{%- endif -%}
{%- endmacro %}
