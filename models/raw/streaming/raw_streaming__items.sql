{{ recmart.raw_table(
    domain='streaming',
    table='items',
    required=['item_id'],
    optional=['title', 'content_type', 'genre'],
) }}
