-- One row per domain and user with a list in both builds: what stays of it.
create table changes as
with

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
    new_lists.domain,
    new_lists.user_id,
    old_lists.items as old_items,
    new_lists.items as new_items,
    len(list_intersect(old_lists.items, new_lists.items)) as stay,
    greatest(len(old_lists.items), len(new_lists.items)) as places,
    old_lists.items != new_lists.items as is_changed
from lists as new_lists
inner join lists as old_lists
    on
        new_lists.domain = old_lists.domain
        and new_lists.user_id = old_lists.user_id
where new_lists.build = 'new' and old_lists.build = 'old';
