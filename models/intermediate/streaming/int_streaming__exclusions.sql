with

watched as (

    select
        user_id,
        item_id,
        {{ recmart.exact_sum('watch_seconds', 6) }} as watch_seconds
    from {{ ref('int_streaming__interactions') }}
    group by user_id, item_id

),

disliked as (

    select
        user_id,
        item_id
    from {{ ref('int_streaming__user_items') }}
    where is_disliked

)

select
    user_id,
    item_id
from watched
where watch_seconds >= {{ var('streaming_heavily_watched_seconds') }}

union

select * from disliked
order by user_id, item_id
