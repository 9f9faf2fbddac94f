with

events as (

    select * from {{ ref('int_pings__events') }}
    where is_visible

),

moment as (

    {{ recmart.moment('events', 'occurred_at') | indent(4) }}

)

select
    events.user_id,
    events.item_id,
    events.occurred_at,
    -- An event without a time counts as old as the oldest; where none has, as new.
    coalesce(
        {{ recmart.age_days(
            'coalesce(events.occurred_at, moment.began_at)', 'moment.now_at'
        ) | indent(8) }},
        0
    ) as age_days,
    events.event_type,
    events.strength,
    events.is_negative,
    events.basket_id,
    events.watch_time_ratio,
    events.engagement
from events
cross join moment
