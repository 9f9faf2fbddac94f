{{ recmart.user_items(
    interactions=ref('int_dating__interactions'),
    half_life_days=recmart.parameter('dating', 'half_life_days'),
) }}
