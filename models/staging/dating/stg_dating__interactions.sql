{{ recmart.accepted_rows(
    checked=ref('base_dating__interactions'),
    columns=['user_id', 'liked_user_id', 'occurred_at', 'like_type'],
) }}
