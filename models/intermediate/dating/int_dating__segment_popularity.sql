{{ recmart.segment_popularity(
    user_items=ref('int_dating__user_items'),
    user_segments=ref('int_dating__user_segments'),
    popularity=ref('int_dating__item_popularity'),
    half_life_days=recmart.parameter('dating', 'popular.half_life_days'),
) }}
