select
    ping_engagement.rank,
    ping_engagement.ping_id,
    ping_engagement.global_engagement,
    ping_engagement.users_interacted,
    items.creator_id,
    items.main_hashtag,
    items.category,
    items.duration_sec,
    items.created_at
from {{ ref('pings__ping_engagement') }} as ping_engagement
left join {{ ref('int_pings__items') }} as items
    on ping_engagement.ping_id = items.item_id
where ping_engagement.rank <= 10
order by ping_engagement.rank
