{{ recmart.accepted_rows(
    checked=ref('base_pings__pings'),
    columns=[
        'ping_id', 'creator_id', 'main_hashtag', 'category', 'duration_sec',
        'created_at',
    ],
) }}
