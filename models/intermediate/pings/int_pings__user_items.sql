{{ recmart.user_items(
    interactions=ref('int_pings__interactions'),
    half_life_days=recmart.parameter('pings', 'half_life_days'),
) }}
