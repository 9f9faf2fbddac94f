{% macro serve_neighbours(domain) %}
    {#- Ranks of popularity stand for the items, and rows lie by item: scoring on the
        spot reads whole numbers where it would read a million texts. -#}
    {%- set schema = adapter.quote(domain) -%}
select
    item.rank as item_rank,
    similar_item.rank as similar_item_rank,
    similarity.score
from {{ schema }}.item_similarity as similarity
inner join {{ schema }}.item_popularity as item
    on similarity.item_id = item.item_id
inner join {{ schema }}.item_popularity as similar_item
    on similarity.similar_item_id = similar_item.item_id
order by item.rank, similarity.rank
{% endmacro %}
