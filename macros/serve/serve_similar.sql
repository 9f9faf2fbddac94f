{% macro serve_similar() %}
create or replace macro "similar"(
    "domain",
    item_id,
    k := 10,
    {{ recmart.page_arguments() }}
) as table
with

{{ recmart.asked_catalogue() }}

ranked as (

    select
        similarity.rank,
        similarity.similar_item_id as item_id,
        catalogue.title,
        similarity.score,
        'similar' as source,
        'similar to ' || similarity.item_title as reason,
        catalogue.attributes,
        similarity.users_in_common
    from query_table("domain" || '.item_similarity') as similarity
    inner join catalogue on similarity.similar_item_id = catalogue.item_id
    cross join asked
    where
        similarity.item_id = {{ recmart.asked_id('item_id') | indent(8) }}
        and {{ recmart.passes_filters('catalogue.tags', 'asked.tags') | indent(8) }}

)

{{ recmart.page_of('ranked') }}
{% endmacro %}
