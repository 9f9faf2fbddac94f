select
    item_id,
    title,
    content_type,
    genre,
    interactions,
    users,
    liking_users,
    watch_seconds,
    strength,
    decayed_strength,
    interactions_last_window,
    interactions_window_before,
    trend,
    score,
    measure,
    rank
from {{ ref('int_streaming__item_popularity') }}
order by rank
