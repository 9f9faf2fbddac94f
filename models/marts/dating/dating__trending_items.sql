{{ recmart.trending_items(
    popularity=ref('int_dating__item_popularity'),
    attributes=recmart.item_attributes('dating'),
    window_days=recmart.parameter('dating', 'trending.window_days'),
    min_interactions=recmart.parameter('dating', 'trending.min_interactions'),
    min_score=recmart.parameter('dating', 'trending.min_score'),
) }}
