{{ recmart.accepted_rows(
    checked=ref('base_shoes__interactions'),
    columns=['user_id', 'shoe_id', 'interaction_type', 'occurred_at'],
) }}
