{% macro serve_similar() %}
create or replace macro "similar"("domain", item_id, k := 10) as table
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
inner join query_table("domain" || '.catalogue') as catalogue
    on similarity.similar_item_id = catalogue.item_id
where similarity.item_id = item_id and similarity.rank <= k
order by similarity.rank
{% endmacro %}
