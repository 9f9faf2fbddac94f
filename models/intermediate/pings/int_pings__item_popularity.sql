{{ recmart.item_popularity(
    interactions=ref('int_pings__interactions'),
    user_items=ref('int_pings__user_items'),
    items=ref('int_pings__items'),
    attributes=['category', 'main_hashtag', 'creator_id', 'created_at'],
    measures={'engagement': 15},
    rank_by=['engagement'],
    window_days=recmart.parameter('pings', 'trending.window_days'),
    popular_half_life_days=recmart.parameter('pings', 'popular.half_life_days'),
) }}
