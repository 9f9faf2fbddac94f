{{ recmart.raw_table(
    domain='pings',
    table='interactions',
    required=['user_id', 'ping_id', 'event_type', 'watch_time_sec'],
    optional=['event_timestamp'],
) }}
