{{ recmart.item_pairs(
    likes=ref('int_custom__item_likes'),
    blocks=32,
) }}
