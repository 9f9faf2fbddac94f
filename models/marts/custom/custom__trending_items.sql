{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.trending_items(
    popularity=ref('int_custom__item_popularity'),
    attributes=['attributes'],
    window_days=recmart.parameter('custom', 'trending.window_days'),
    min_interactions=recmart.parameter('custom', 'trending.min_interactions'),
    min_score=recmart.parameter('custom', 'trending.min_score'),
) }}
