{{ recmart.user_segments(
    users=ref('int_dating__users'),
    levels=[
        ['gender', 'age_band', 'city'],
        ['gender', 'city'],
        ['gender', 'age_band'],
        ['gender'],
    ],
) }}
