select
    item_id,
    title,
    category,
    main_hashtag,
    creator_id,
    created_at,
    interactions,
    users,
    liking_users,
    engagement,
    strength,
    decayed_strength,
    interactions_last_window,
    interactions_window_before,
    trend,
    score,
    measure,
    rank
from {{ ref('int_pings__item_popularity') }}
order by rank
