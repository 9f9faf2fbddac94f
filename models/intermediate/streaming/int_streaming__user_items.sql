{{ recmart.user_items(
    interactions=ref('int_streaming__interactions'),
    half_life_days=recmart.parameter('streaming', 'half_life_days'),
    is_use='watch_seconds > 0',
) }}
