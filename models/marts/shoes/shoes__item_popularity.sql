select
    item_id,
    title,
    brand,
    type,
    material,
    color,
    interactions,
    users,
    liking_users,
    strength,
    decayed_strength,
    interactions_last_window,
    interactions_window_before,
    trend,
    score,
    measure,
    rank
from {{ ref('int_shoes__item_popularity') }}
order by rank
