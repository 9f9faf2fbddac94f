{% macro serve_trending() %}
create or replace macro trending(
    "domain",
    k := 10,
    {{ recmart.page_arguments() }}
) as table
with

{{ recmart.asked_catalogue() }}

ranked as (

    select
        rising.rank,
        rising.item_id,
        rising.title,
        rising.score,
        'trending' as source,
        rising.reason,
        catalogue.attributes
    from query_table("domain" || '.trending_items') as rising
    inner join catalogue on rising.item_id = catalogue.item_id
    cross join asked
    where {{ recmart.passes_filters('catalogue.tags', 'asked.tags') | indent(4) }}

)

{{ recmart.page_of('ranked') }}
{% endmacro %}
