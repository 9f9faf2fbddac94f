{{ config(materialized='view') }}

select
    user_id,
    item_id,
    occurred_at,
    {{ recmart.is_visible('occurred_at') }} as is_visible,
    event_type,
    cast(
        case
            when event_type = 'skip' then 0
            else {{ recmart.streaming_event_strength('event_type', 'watch_seconds') }}
        end as double
    ) as strength,
    event_type = 'skip' as is_negative,
    1 as gain,
    cast(null as {{ dbt.type_string() }}) as basket_id,
    coalesce(watch_seconds, 0) as watch_seconds
from {{ ref('stg_streaming__events') }}
