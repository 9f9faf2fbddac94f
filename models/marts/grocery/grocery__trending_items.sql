{{ recmart.trending_items(
    popularity=ref('int_grocery__item_popularity'),
    attributes=recmart.item_attributes('grocery'),
    window_days=recmart.parameter('grocery', 'trending.window_days'),
    min_interactions=recmart.parameter('grocery', 'trending.min_interactions'),
    min_score=recmart.parameter('grocery', 'trending.min_score'),
) }}
