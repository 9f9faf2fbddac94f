{{ recmart.raw_table(
    domain='grocery',
    table='orders',
    required=[
        'order_id', 'user_id', 'eval_set', 'order_number', 'days_since_prior_order',
    ],
    optional=['order_dow', 'order_hour_of_day'],
) }}
