{{ recmart.segment_popularity(
    user_items=ref('int_shoes__user_items'),
    user_segments=ref('int_shoes__user_segments'),
    popularity=ref('int_shoes__item_popularity'),
    half_life_days=recmart.parameter('shoes', 'popular.half_life_days'),
) }}
