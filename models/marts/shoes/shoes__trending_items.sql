{{ recmart.trending_items(
    popularity=ref('int_shoes__item_popularity'),
    attributes=recmart.item_attributes('shoes'),
    window_days=recmart.parameter('shoes', 'trending.window_days'),
    min_interactions=recmart.parameter('shoes', 'trending.min_interactions'),
    min_score=recmart.parameter('shoes', 'trending.min_score'),
) }}
