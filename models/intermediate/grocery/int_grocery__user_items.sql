{{ recmart.user_items(
    interactions=ref('int_grocery__interactions'),
    half_life_days=recmart.parameter('grocery', 'half_life_days'),
) }}
