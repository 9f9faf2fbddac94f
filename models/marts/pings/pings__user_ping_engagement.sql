select
    user_id,
    item_id as ping_id,
    {{ recmart.exact_sum('engagement') }} as engagement_score,
    max(occurred_at) as last_ts,
    count(*) as n_events
from {{ ref('int_pings__interactions') }}
group by user_id, item_id
order by user_id, ping_id
