{{ recmart.raw_table(
    domain='shoes',
    table='users',
    required=['user_id'],
    optional=['age', 'gender', 'primary_usage'],
) }}
