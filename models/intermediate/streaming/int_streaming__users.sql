{{ recmart.all_users(
    users=ref('stg_streaming__users'),
    interactions=ref('int_streaming__interactions'),
    attributes={
        'gender': 'gender',
        'age_band': recmart.age_band('age'),
        'region': 'region',
    },
) }}
