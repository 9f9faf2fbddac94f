{{ recmart.trending_items(
    popularity=ref('int_streaming__item_popularity'),
    attributes=recmart.item_attributes('streaming'),
    window_days=recmart.parameter('streaming', 'trending.window_days'),
    min_interactions=recmart.parameter('streaming', 'trending.min_interactions'),
    min_score=recmart.parameter('streaming', 'trending.min_score'),
) }}
