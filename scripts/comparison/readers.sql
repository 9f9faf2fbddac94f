-- Three users of a domain whose lists changed, before and after: who keeps the least,
-- the middle one, who keeps the most; of equals, who has the longest history.
with

changed as (

    select
        changes.*,
        row_number() over (
            order by
                changes.stay / changes.places, people.items desc, changes.user_id
        ) as place,
        count(*) over () as users
    from changes
    inner join people
        on
            changes.domain = people.domain
            and changes.user_id = people.user_id
            and people.build = 'new'
    where changes.domain = $domain and changes.is_changed

),

chosen as (

    select * from changed
    where place in (1, (users + 1) // 2, users)

),

titles as (

    select
        item_id,
        arg_max(title, build = 'new') as title
    from catalogue
    where domain = $domain
    group by item_id

),

ranks as (

    select
        user_id,
        place,
        stay,
        places,
        old_items,
        new_items,
        unnest(range(1, places + 1)) as rank
    from chosen

)

select
    ranks.user_id,
    ranks.stay,
    ranks.places,
    ranks.rank,
    old_titles.title as old_title,
    new_titles.title as new_title,
    -- Where it stood, and where it will.
    list_position(ranks.old_items, ranks.new_items[ranks.rank]) as old_rank,
    list_position(ranks.new_items, ranks.old_items[ranks.rank]) as new_rank
from ranks
left join titles as old_titles on ranks.old_items[ranks.rank] = old_titles.item_id
left join titles as new_titles on ranks.new_items[ranks.rank] = new_titles.item_id
order by ranks.place, ranks.rank
