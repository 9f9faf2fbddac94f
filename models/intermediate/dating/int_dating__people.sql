with

users as (

    select * from {{ ref('int_dating__users') }}

),

items as (

    select * from {{ ref('int_dating__items') }}

)

select
    coalesce(items.item_id, users.user_id) as person_id,
    row_number() over (order by coalesce(items.item_id, users.user_id))
        as person_number,
    users.user_id is not null as is_user,
    coalesce(items.has_profile, false) as has_profile,
    coalesce(items.gender, 'unknown') as gender,
    items.age_band,
    items.city
from items
full outer join users on items.item_id = users.user_id
