{{ recmart.user_items(
    interactions=ref('int_streaming__interactions'),
    half_life_days=60,
) }}
