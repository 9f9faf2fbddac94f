{% macro serve_built_list() %}
create or replace macro built_list("domain", user_id, k := 10) as table
select
    recommendations.rank,
    recommendations.item_id,
    recommendations.title,
    recommendations.score,
    recommendations.source,
    recommendations.reason
from query_table("domain" || '.recommendations') as recommendations
where recommendations.user_id = user_id and recommendations.rank <= k
order by recommendations.rank
{% endmacro %}
