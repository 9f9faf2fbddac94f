{{ recmart.raw_table(
    domain='pings',
    table='pings',
    required=['ping_id', 'creator_id', 'category'],
    optional=['main_hashtag', 'duration_sec', 'created_at'],
) }}
