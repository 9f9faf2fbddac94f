{{ recmart.user_segments(
    users=ref('int_pings__users'),
    levels=[
        ['country', 'age_band'],
        ['country'],
        ['age_band'],
    ],
) }}
