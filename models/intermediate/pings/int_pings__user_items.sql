{{ recmart.user_items(
    interactions=ref('int_pings__interactions'),
    half_life_days=30,
) }}
