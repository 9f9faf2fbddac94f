{{ recmart.item_popularity(
    interactions=ref('int_streaming__interactions'),
    user_items=ref('int_streaming__user_items'),
    items=ref('int_streaming__items'),
    attributes=recmart.item_attributes('streaming'),
    measures={'watch_seconds': 6},
    rank_by=['watch_seconds', 'interactions'],
    window_days=recmart.parameter('streaming', 'trending.window_days'),
    popular_half_life_days=recmart.parameter('streaming', 'popular.half_life_days'),
) }}
