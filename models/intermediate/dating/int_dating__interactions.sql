with

events as (

    select * from {{ ref('int_dating__events') }}
    where is_visible

),

moment as (

    {{ recmart.moment('events', 'occurred_at') | indent(4) }}

)

select
    events.user_id,
    events.item_id,
    events.occurred_at,
    {{ recmart.age_days('events.occurred_at', 'moment.now_at') | indent(4) }}
        as age_days,
    events.event_type,
    events.strength,
    events.is_negative,
    events.basket_id
from events
cross join moment
