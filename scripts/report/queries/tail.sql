-- Which share of all interactions, and of the first ten places of all lists, the most
-- used percents of a domain's items hold.
with

shown as (

    select
        item_id,
        count(*) as places
    from query_table($domain || '.recommendations')
    where rank <= 10
    group by item_id

),

items as (

    select
        popularity.item_id,
        popularity.interactions,
        coalesce(shown.places, 0) as places
    from query_table($domain || '.item_popularity') as popularity
    left join shown on popularity.item_id = shown.item_id

),

summed as (

    select
        ceil(
            100 * row_number() over (order by interactions desc, item_id)
            / count(*) over ()
        ) as percent,
        sum(interactions) over most_used / nullif(sum(interactions) over (), 0) as used,
        sum(places) over most_used / nullif(sum(places) over (), 0) as shown
    from items
    window most_used as (
        order by interactions desc, item_id rows unbounded preceding
    )

)

select
    percent / 100 as items,
    round(max(used), 4) as used,
    round(max(shown), 4) as shown
from summed
group by percent
union all
select 0, 0, 0
order by items
