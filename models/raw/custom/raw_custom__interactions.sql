{{ recmart.raw_table(
    domain='custom',
    table='interactions',
    required=['user_id', 'item_id'],
    optional=['timestamp', 'weight', 'event_type', 'basket_id'],
    may_be_absent=true,
) }}
