{% macro serve_popular() %}
create or replace macro popular(
    "domain", k := 10, content_type := null, genre := null, filters := null
) as table
select
    row_number() over (order by catalogue.rank) as rank,
    catalogue.item_id,
    catalogue.title,
    1 / catalogue.rank as score,
    'popular' as source,
    'popular' as reason,
    catalogue.attributes
from query_table("domain" || '.catalogue') as catalogue
where {{ recmart.serve_is_wanted('catalogue.tags') | indent(4) }}
order by rank
limit k
{% endmacro %}
