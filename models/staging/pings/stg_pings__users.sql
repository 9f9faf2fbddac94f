{{ recmart.accepted_rows(
    checked=ref('base_pings__users'),
    columns=['user_id', 'country', 'signed_up_at', 'age'],
) }}
