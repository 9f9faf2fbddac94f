{{ config(materialized='view') }}

with

pings as (

    select
        *,
        created_at is null or {{ recmart.is_visible('created_at') }} as is_visible
    from {{ ref('stg_pings__pings') }}

),

-- Nothing lasts 0 seconds: such a duration is as good as missing.
typical_ping as (

    select
        percentile_cont(0.5) within group (
            order by duration_sec
        ) as duration_sec
    from pings
    where is_visible and duration_sec > 0

)

select
    pings.ping_id,
    pings.creator_id,
    pings.main_hashtag,
    pings.category,
    coalesce(
        nullif(pings.duration_sec, 0), typical_ping.duration_sec, 30
    ) as duration_sec,
    pings.created_at,
    pings.is_visible
from pings
cross join typical_ping
