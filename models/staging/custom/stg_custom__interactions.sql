{{ recmart.accepted_rows(
    checked=ref('base_custom__interactions'),
    columns=[
        'row_number', 'user_id', 'item_id', 'occurred_at', 'weight', 'event_type',
        'basket_id',
    ],
) }}
