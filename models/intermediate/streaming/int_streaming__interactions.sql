with

events as (

    select * from {{ ref('stg_streaming__events') }}
    where {{ recmart.is_visible('occurred_at') }}

)

select
    user_id,
    item_id,
    occurred_at,
    {{ recmart.age_days('occurred_at') }} as age_days,
    event_type,
    case
        when event_type = 'skip' then 0
        else {{ recmart.streaming_event_strength('event_type', 'watch_seconds') }}
    end as strength,
    event_type = 'skip' as is_negative,
    cast(null as {{ dbt.type_string() }}) as basket_id,
    coalesce(watch_seconds, 0) as watch_seconds
from events
