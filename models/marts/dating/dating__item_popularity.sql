select
    item_id,
    title,
    gender,
    age_band,
    city,
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
from {{ ref('int_dating__item_popularity') }}
order by rank
