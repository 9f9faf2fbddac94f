with

people as (

    select user_id from {{ ref('int_dating__users') }}

),

interactions as (

    select * from {{ ref('int_dating__interactions') }}

)

select
    user_id,
    user_id as item_id
from people

union

select
    user_id,
    item_id
from interactions

union

-- Who once disliked someone is not shown to that person, whatever came later.
select
    item_id as user_id,
    user_id as item_id
from interactions
where is_negative
order by user_id, item_id
