{{ recmart.raw_table(
    domain='custom',
    table='holdout',
    required=['user_id', 'item_id'],
    optional=['timestamp', 'weight'],
    may_be_absent=true,
) }}
