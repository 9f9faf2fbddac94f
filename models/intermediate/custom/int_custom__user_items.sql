{{ recmart.user_items(
    interactions=ref('int_custom__interactions'),
    half_life_days=none,
) }}
