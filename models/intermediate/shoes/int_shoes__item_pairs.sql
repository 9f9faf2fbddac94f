{{ recmart.item_pairs(
    likes=ref('int_shoes__item_likes'),
    user_exponent=0.5,
) }}
