with

-- A ping that was put up after the moment of the build is not there yet.
pings as (

    select * from {{ ref('stg_pings__pings') }}
    where created_at is null or {{ recmart.is_visible('created_at') }}

),

-- Nothing lasts 0 seconds: such a duration is as good as missing.
typical_ping as (

    select
        percentile_cont(0.5) within group (
            order by duration_sec
        ) as duration_sec
    from pings
    where duration_sec > 0

)

select
    pings.ping_id as item_id,
    coalesce(
        '#' || ltrim(pings.main_hashtag, '#') || ' by ' || pings.creator_id,
        pings.ping_id
    ) as title,
    pings.category,
    pings.main_hashtag,
    pings.creator_id,
    coalesce(
        nullif(pings.duration_sec, 0), typical_ping.duration_sec, 30
    ) as duration_sec,
    pings.created_at
from pings
cross join typical_ping
