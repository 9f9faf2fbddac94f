-- One row per domain and user with a list in both builds: what stays of it, as the macro
-- list_changes has it, and both lists.
create table changes as
with

shared as (

    {list_changes}

),

lists as (

    select
        build,
        domain,
        user_id,
        list(item_id order by rank) as items
    from shown
    group by build, domain, user_id

)

select
    shared.domain,
    shared.user_id,
    shared.stay,
    shared.places,
    shared.is_changed,
    old_lists.items as old_items,
    new_lists.items as new_items
from shared
inner join lists as new_lists
    on
        shared.domain = new_lists.domain
        and shared.user_id = new_lists.user_id
        and new_lists.build = 'new'
inner join lists as old_lists
    on
        shared.domain = old_lists.domain
        and shared.user_id = old_lists.user_id
        and old_lists.build = 'old';
