{{ recmart.item_sequences(
    likes=ref('int_custom__item_likes'),
    window=20,
    gap_discount=10,
    blocks=32,
) }}
