{{ recmart.item_popularity(
    interactions=ref('int_dating__interactions'),
    user_items=ref('int_dating__user_items'),
    items=ref('int_dating__items'),
    attributes=recmart.item_attributes('dating'),
    rank_by=['liking_users', 'interactions'],
    window_days=recmart.parameter('dating', 'trending.window_days'),
    popular_half_life_days=recmart.parameter('dating', 'popular.half_life_days'),
) }}
