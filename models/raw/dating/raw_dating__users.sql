{{ recmart.raw_table(
    domain='dating',
    table='users',
    required=['user_id'],
    optional=['first_name', 'last_name', 'gender', 'age', 'city', 'email', 'about_me'],
) }}
