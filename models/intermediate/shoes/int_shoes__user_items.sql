{{ recmart.user_items(
    interactions=ref('int_shoes__interactions'),
    half_life_days=recmart.parameter('shoes', 'half_life_days'),
) }}
