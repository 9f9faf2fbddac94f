{% macro serve_popular() %}
create or replace macro popular(
    "domain", k := 10, content_type := null, genre := null, filters := null
) as table
with

asked as (

    select {{ recmart.serve_tags() | indent(4) }} as tags

)

select
    row_number() over (order by catalogue.rank) as rank,
    catalogue.item_id,
    catalogue.title,
    1 / catalogue.rank as score,
    'popular' as source,
    'popular' as reason,
    catalogue.attributes
from query_table("domain" || '.catalogue') as catalogue
cross join asked
where asked.tags is null or list_has_all(catalogue.tags, asked.tags)
order by rank
limit k
{% endmacro %}
