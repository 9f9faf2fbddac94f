{{ recmart.item_pairs(
    likes=ref('int_custom__item_likes'),
    user_exponent=0.5,
    blocks=32,
) }}
