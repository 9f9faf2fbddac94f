{{ recmart.all_users(
    users=ref('stg_shoes__users'),
    interactions=ref('int_shoes__interactions'),
    attributes={
        'gender': 'gender',
        'age_band': recmart.age_band('age'),
        'primary_usage': 'primary_usage',
    },
) }}
