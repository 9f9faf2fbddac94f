{{ recmart.item_weights(
    pairs=ref('int_custom__item_sequences'),
    popularity=ref('int_custom__item_popularity'),
    is_directed=true,
    item_exponent=0.2,
    neighbour_exponent=0.2,
    neighbours=200,
) }}
