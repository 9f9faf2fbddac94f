-- One row per domain that either build has: how its lists stand, and what has changed.
with

domains as (

    select domain from people
    union
    select domain from catalogue

),

users as (

    select
        people.build,
        people.domain,
        count(*) as users,
        count(listed.user_id) as users_with_list,
        count(*) - count(listed.user_id) as users_without_list
    from people
    left join (select distinct build, domain, user_id from shown) as listed
        on
            people.build = listed.build
            and people.domain = listed.domain
            and people.user_id = listed.user_id
    group by people.build, people.domain

),

items as (

    select
        build,
        domain,
        count(*) as items
    from catalogue
    group by build, domain

),

places as (

    select
        shown.build,
        shown.domain,
        count(distinct shown.item_id) as items_shown,
        avg(cast(catalogue.share_of_users as decimal(18, 12))) as popularity
    from shown
    inner join catalogue
        on
            shown.build = catalogue.build
            and shown.domain = catalogue.domain
            and shown.item_id = catalogue.item_id
    group by shown.build, shown.domain

),

builds as (

    select
        builds.build,
        domains.domain,
        coalesce(users.users, 0) as users,
        coalesce(users.users_with_list, 0) as users_with_list,
        coalesce(users.users_without_list, 0) as users_without_list,
        users.users_without_list / users.users as share_without_list,
        coalesce(items.items, 0) as items,
        coalesce(places.items_shown, 0) as items_shown,
        places.items_shown / items.items as coverage,
        places.popularity
    from domains
    cross join (values ('old'), ('new')) as builds(build)
    left join users
        on builds.build = users.build and domains.domain = users.domain
    left join items
        on builds.build = items.build and domains.domain = items.domain
    left join places
        on builds.build = places.build and domains.domain = places.domain

),

compared as (

    select
        domain,
        count(*) as users_compared,
        count_if(is_changed) as users_changed,
        avg(cast(stay / places as decimal(18, 12))) as overlap
    from changes
    group by domain

),

pairs as (

    select
        domain,
        user_id,
        item_id,
        bool_or(build = 'old') as is_old,
        bool_or(build = 'new') as is_new
    from histories
    group by domain, user_id, item_id

),

-- What both know, as a share of what the smaller one knows: new events or users, and
-- files that were cut off, leave it near 1; other data has next to nothing in common.
common as (

    select
        domain,
        count_if(is_old and is_new) / nullif(
            least(count_if(is_old), count_if(is_new)), 0
        ) as common_history
    from pairs
    group by domain

)

select
    domains.domain,
    old_build: struct_pack(
        users := old.users,
        users_with_list := old.users_with_list,
        users_without_list := old.users_without_list,
        share_without_list := old.share_without_list,
        items := old.items,
        items_shown := old.items_shown,
        coverage := old.coverage,
        popularity := old.popularity
    ),
    new_build: struct_pack(
        users := new.users,
        users_with_list := new.users_with_list,
        users_without_list := new.users_without_list,
        share_without_list := new.share_without_list,
        items := new.items,
        items_shown := new.items_shown,
        coverage := new.coverage,
        popularity := new.popularity
    ),
    common.common_history,
    coalesce(compared.users_compared, 0) as users_compared,
    coalesce(compared.users_changed, 0) as users_changed,
    compared.users_changed / compared.users_compared as share_changed,
    compared.overlap
from domains
inner join builds as old on domains.domain = old.domain and old.build = 'old'
inner join builds as new on domains.domain = new.domain and new.build = 'new'
left join compared on domains.domain = compared.domain
left join common on domains.domain = common.domain
order by domains.domain
