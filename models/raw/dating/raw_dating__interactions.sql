{{ recmart.raw_table(
    domain='dating',
    table='interactions',
    required=['user_id', 'liked_user_id', 'timestamp', 'like_type'],
) }}
