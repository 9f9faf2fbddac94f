{{ recmart.item_weights(
    pairs=ref('int_custom__item_pairs'),
    popularity=ref('int_custom__item_popularity'),
    factors=ref('int_custom__item_factors'),
    item_exponent=0.15,
    neighbour_exponent=0.3,
    neighbours=200,
) }}
