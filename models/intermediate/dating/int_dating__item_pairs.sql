{{ recmart.item_pairs(
    likes=ref('int_dating__item_likes'),
    user_exponent=0.5,
) }}
