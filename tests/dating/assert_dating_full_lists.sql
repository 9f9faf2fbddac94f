-- A list may be shorter than asked for only where nobody else may be recommended.
with

people as (

    select * from {{ ref('int_dating__people') }}

),

lists as (

    select
        people.person_number as user_number,
        people.person_id as user_id,
        count(recommendations.item_id) as items
    from people
    left join {{ ref('dating__recommendations') }} as recommendations
        on people.person_id = recommendations.user_id
    where people.is_user
    group by people.person_number, people.person_id

),

eligible as (

    select
        lists.user_id,
        count(*) as items
    from lists
    inner join {{ ref('int_dating__sought_genders') }} as sought_genders
        on lists.user_number = sought_genders.user_number
    inner join people on sought_genders.gender = people.gender
    left join {{ ref('int_dating__exclusions') }} as exclusions
        on
            lists.user_id = exclusions.user_id
            and people.person_id = exclusions.item_id
    where
        lists.items < {{ var('recommendations_per_user') }}
        and people.has_profile
        and exclusions.user_id is null
    group by lists.user_id

)

select
    lists.user_id,
    lists.items,
    eligible.items as eligible_items
from lists
inner join eligible on lists.user_id = eligible.user_id
where lists.items < eligible.items
