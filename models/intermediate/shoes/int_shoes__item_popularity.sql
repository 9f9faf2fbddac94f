{{ recmart.item_popularity(
    interactions=ref('int_shoes__interactions'),
    user_items=ref('int_shoes__user_items'),
    items=ref('int_shoes__items'),
    attributes=recmart.item_attributes('shoes'),
    rank_by=['users', 'strength', 'interactions'],
    window_days=recmart.parameter('shoes', 'trending.window_days'),
    popular_half_life_days=recmart.parameter('shoes', 'popular.half_life_days'),
) }}
