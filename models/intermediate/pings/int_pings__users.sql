{{ recmart.all_users(
    users=ref('stg_pings__users'),
    interactions=ref('int_pings__interactions'),
    attributes={
        'country': 'country',
        'age_band': recmart.age_band('age'),
        'signed_up_at': 'signed_up_at',
        'is_registered': 'true',
    },
) }}
