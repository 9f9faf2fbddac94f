with

user_items as (

    select * from {{ ref('int_dating__user_items') }}
    where is_liked or is_disliked

),

people as (

    select * from {{ ref('int_dating__people') }}

)

select
    judge.person_number as user_number,
    judged.person_number as item_number,
    user_items.is_liked,
    -- One like and one dislike more than there are keep it from being 0 or 1.
    cast(
        sum(case when user_items.is_liked then 1 else 0 end) over () + 1
        as {{ recmart.type_double() }}
    )
    / (count(*) over () + 2) as like_rate
from user_items
inner join people as judge on user_items.user_id = judge.person_id
inner join people as judged on user_items.item_id = judged.person_id
