{% macro serve_audience() %}
create or replace macro audience("domain", item_id, k := 10, "offset" := 0) as table
with

ranked as (

    select
        row_number() over (
            order by lists.rank, lists.score desc, lists.user_id
        ) as rank,
        lists.user_id,
        lists.rank as place_in_list,
        lists.score,
        lists.source,
        lists.reason
    from query_table("domain" || '.lists') as lists
    where lists.item_id = {{ recmart.asked_id('item_id') | indent(4) }}

)

select * from ranked
order by rank
limit {{ recmart.checked_count('k') }}
offset {{ recmart.checked_count('offset', least=0) }}
{% endmacro %}
