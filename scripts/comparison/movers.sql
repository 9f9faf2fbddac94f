-- The items of a domain that rise and fall most, by how many lists show them.
with

lists_of_item as (

    select
        item_id,
        count_if(build = 'old') as old_lists,
        count_if(build = 'new') as new_lists,
        count_if(build = 'new') - count_if(build = 'old') as difference
    from shown
    where domain = $domain
    group by item_id

),

titles as (

    select
        item_id,
        arg_max(title, build = 'new') as title,
        bool_or(build = 'old') as is_old,
        bool_or(build = 'new') as is_new
    from catalogue
    where domain = $domain
    group by item_id

),

placed as (

    select
        lists_of_item.*,
        titles.title,
        not titles.is_old as has_come,
        not titles.is_new as has_gone,
        row_number() over (
            partition by sign(lists_of_item.difference)
            order by abs(lists_of_item.difference) desc, lists_of_item.item_id
        ) as place
    from lists_of_item
    inner join titles on lists_of_item.item_id = titles.item_id
    where lists_of_item.difference != 0

)

select
    case when difference > 0 then 'rises' else 'falls' end as direction,
    item_id,
    title,
    old_lists,
    new_lists,
    has_come,
    has_gone
from placed
where place <= $items
order by direction desc, place
