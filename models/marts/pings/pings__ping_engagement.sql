with

engagement_of_ping as (

    select
        item_id as ping_id,
        {{ recmart.exact_sum('engagement') }} as global_engagement,
        count(distinct user_id) as users_interacted
    from {{ ref('int_pings__interactions') }}
    group by item_id

)

select
    ping_id,
    global_engagement,
    users_interacted,
    row_number() over (order by global_engagement desc, ping_id asc) as rank
from engagement_of_ping
order by rank
