{% macro asked_catalogue() -%}
    {#- The first CTEs of a table macro that lists items of a domain: `catalogue`, without
        what a shop hides, and `asked`, the tags that are asked for. -#}
catalogue as (

    select * from query_table("domain" || '.catalogue')
    where not list_contains(tags, '=hidden')

),

asked as (

    select {{ recmart.serve_filters() | indent(4) }} as tags

),
{%- endmacro %}
