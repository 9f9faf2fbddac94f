select
    item_id,
    title,
    aisle,
    department,
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
from {{ ref('int_grocery__item_popularity') }}
order by rank
