{% macro serve_popular() %}
create or replace macro popular(
    "domain",
    k := 10,
    {{ recmart.page_arguments() }}
) as table
with

{{ recmart.asked_catalogue() }}

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
