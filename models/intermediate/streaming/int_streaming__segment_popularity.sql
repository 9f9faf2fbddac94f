{{ recmart.segment_popularity(
    user_items=ref('int_streaming__user_items'),
    user_segments=ref('int_streaming__user_segments'),
    popularity=ref('int_streaming__item_popularity'),
    half_life_days=recmart.parameter('streaming', 'popular.half_life_days'),
) }}
