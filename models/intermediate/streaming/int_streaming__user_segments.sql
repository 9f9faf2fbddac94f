{{ recmart.user_segments(
    users=ref('int_streaming__users'),
    levels=[
        ['gender', 'age_band', 'region'],
        ['gender', 'age_band'],
        ['gender', 'region'],
        ['region'],
        ['gender'],
    ],
) }}
