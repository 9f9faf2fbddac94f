-- How much of a domain is in the warehouse, and how much of it lists show.
with

lists as (

    select
        count(distinct user_id) as lists,
        count(distinct item_id) filter (where rank <= 10) as shown_items
    from query_table($domain || '.recommendations')

),

users as (

    select
        count(*) as users,
        count(*) filter (where items > 0) as users_with_history
    from query_table($domain || '.user_profiles')

),

items as (

    select
        count(*) as items,
        coalesce(cast(sum(interactions) as bigint), 0) as interactions
    from query_table($domain || '.item_popularity')

),

events as (

    select max(occurred_at) as latest_event
    from query_table($domain || '.user_history')

)

select
    $domain as domain,
    items.items,
    users.users,
    users.users_with_history,
    items.interactions,
    lists.lists,
    cast(events.latest_event as date) as latest_day,
    lists.shown_items / nullif(items.items, 0) as shown_share
from items
cross join users
cross join lists
cross join events
