{{ config(enabled=recmart.is_wanted('custom')) }}

select
    item_id,
    title,
    attributes,
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
from {{ ref('int_custom__item_popularity') }}
order by rank
