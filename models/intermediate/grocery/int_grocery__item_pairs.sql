{{ recmart.item_pairs(
    likes=ref('int_grocery__item_likes'),
    user_exponent=0.5,
) }}
