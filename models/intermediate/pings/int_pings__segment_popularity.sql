{{ recmart.segment_popularity(
    user_items=ref('int_pings__user_items'),
    user_segments=ref('int_pings__user_segments'),
    popularity=ref('int_pings__item_popularity'),
    half_life_days=recmart.parameter('pings', 'popular.half_life_days'),
) }}
