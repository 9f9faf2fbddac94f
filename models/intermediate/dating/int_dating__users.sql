{{ recmart.all_users(
    users=ref('stg_dating__users'),
    interactions=ref('int_dating__interactions'),
    attributes={
        'gender': 'gender',
        'age': 'age',
        'age_band': recmart.age_band('age'),
        'city': 'city',
    },
) }}
