{{ recmart.raw_table(
    domain='streaming',
    table='users',
    required=['user_id'],
    optional=['age', 'gender', 'region'],
) }}
