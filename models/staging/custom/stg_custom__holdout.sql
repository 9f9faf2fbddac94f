{{ recmart.accepted_rows(
    checked=ref('base_custom__holdout'),
    columns=['user_id', 'item_id', 'occurred_at', 'weight'],
) }}
