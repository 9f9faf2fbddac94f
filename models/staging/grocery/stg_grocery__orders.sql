{{ recmart.accepted_rows(
    checked=ref('base_grocery__orders'),
    columns=[
        'order_id', 'user_id', 'eval_set', 'order_number', 'order_dow',
        'order_hour_of_day', 'days_since_prior_order',
    ],
) }}
