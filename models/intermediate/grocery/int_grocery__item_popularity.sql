{{ recmart.item_popularity(
    interactions=ref('int_grocery__interactions'),
    user_items=ref('int_grocery__user_items'),
    items=ref('int_grocery__items'),
    attributes=recmart.item_attributes('grocery'),
    rank_by=['interactions', 'users'],
    window_days=recmart.parameter('grocery', 'trending.window_days'),
    popular_half_life_days=recmart.parameter('grocery', 'popular.half_life_days'),
) }}
