{{ recmart.item_pairs(
    likes=ref('int_streaming__item_likes'),
    user_exponent=0.5,
) }}
