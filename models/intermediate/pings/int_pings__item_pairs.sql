{{ recmart.item_pairs(
    likes=ref('int_pings__item_likes'),
    user_exponent=0.5,
) }}
