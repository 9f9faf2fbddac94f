{% macro serve_popular() %}
create or replace macro popular(
    "domain",
    k := 10,
    content_type := null,
    genre := null,
    filters := null,
    "exclude" := null,
    "offset" := 0
) as table
with

catalogue as (

    select * from query_table("domain" || '.catalogue')

),

asked as (

    select {{ recmart.serve_filters() | indent(4) }} as tags

),

ranked as (

    select
        catalogue.rank,
        catalogue.item_id,
        catalogue.title,
        catalogue.score,
        'popular' as source,
        'popular' as reason,
        catalogue.attributes
    from catalogue
    cross join asked
    where {{ recmart.passes_filters('catalogue.tags', 'asked.tags') | indent(4) }}

)

{{ recmart.page_of('ranked') }}
{% endmacro %}
