{{ recmart.trending_items(
    popularity=ref('int_pings__item_popularity'),
    attributes=['category', 'main_hashtag', 'creator_id', 'created_at'],
    window_days=recmart.parameter('pings', 'trending.window_days'),
    min_interactions=recmart.parameter('pings', 'trending.min_interactions'),
    min_score=recmart.parameter('pings', 'trending.min_score'),
) }}
