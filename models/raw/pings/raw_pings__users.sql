{{ recmart.raw_table(
    domain='pings',
    table='users',
    required=['user_id'],
    optional=['country', 'signup_date', 'age'],
) }}
