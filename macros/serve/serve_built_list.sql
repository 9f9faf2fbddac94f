{% macro serve_built_list() %}
create or replace macro built_list(
    "domain", user_id, k := 10, content_type := null, genre := null, filters := null
) as table
select
    recommendations.rank,
    recommendations.item_id,
    catalogue.title,
    recommendations.score,
    recommendations.source,
    recommendations.reason,
    catalogue.attributes,
    not exists (
        select 1
        from query_table("domain" || '.user_history') as user_history
        where user_history.user_id = user_id and user_history.rank = 1
    ) as fallback_used
from query_table("domain" || '.recommendations') as recommendations
inner join query_table("domain" || '.catalogue') as catalogue
    on recommendations.item_id = catalogue.item_id
where
    recommendations.user_id = user_id
    and {{ recmart.serve_is_wanted('catalogue.tags') | indent(4) }}
order by recommendations.rank
limit k
{% endmacro %}
