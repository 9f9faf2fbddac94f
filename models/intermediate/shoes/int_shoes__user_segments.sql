{{ recmart.user_segments(
    users=ref('int_shoes__users'),
    levels=[
        ['primary_usage', 'gender', 'age_band'],
        ['primary_usage', 'gender'],
        ['primary_usage'],
        ['gender', 'age_band'],
        ['gender'],
    ],
) }}
