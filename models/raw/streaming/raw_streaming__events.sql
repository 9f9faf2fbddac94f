{{ recmart.raw_table(
    domain='streaming',
    table='events',
    required=['user_id', 'item_id', 'event_type', 'watch_seconds', 'timestamp'],
) }}
