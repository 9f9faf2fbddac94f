{{ config(materialized='view') }}

with

-- Nothing lasts 0 seconds: such a duration is as good as missing.
pings as (

    select
        ping_id,
        creator_id,
        main_hashtag,
        category,
        case when duration_sec >= 0.001 then duration_sec end as duration_sec,
        created_at,
        created_at is null or {{ recmart.is_visible('created_at') }} as is_visible
    from {{ ref('stg_pings__pings') }}

),

typical_ping as (

    select
        percentile_cont(0.5) within group (
            order by duration_sec
        ) as duration_sec
    from pings
    where is_visible

)

select
    pings.ping_id,
    pings.creator_id,
    pings.main_hashtag,
    pings.category,
    coalesce(pings.duration_sec, typical_ping.duration_sec, 30) as duration_sec,
    pings.created_at,
    pings.is_visible
from pings
cross join typical_ping
