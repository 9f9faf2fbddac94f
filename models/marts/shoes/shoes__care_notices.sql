with

purchases as (

    select * from {{ ref('int_shoes__interactions') }}
    where event_type = 'purchase'

)

select
    purchases.user_id,
    purchases.item_id,
    items.title,
    purchases.occurred_at as purchased_at,
    cast({{ dbt.dateadd(
        'day', var('shoes_care_notice_days'), 'purchases.occurred_at'
    ) }} as date) as notice_date,
    purchases.age_days >= {{ var('shoes_care_notice_days') }} as is_due,
    items.care_instructions
from purchases
inner join {{ ref('int_shoes__items') }} as items on purchases.item_id = items.item_id
where items.care_instructions is not null
order by purchases.user_id, purchases.occurred_at, purchases.item_id
