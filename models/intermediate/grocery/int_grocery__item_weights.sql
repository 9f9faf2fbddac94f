{{ recmart.item_weights(
    pairs=ref('int_grocery__item_pairs'),
    popularity=ref('int_grocery__item_popularity'),
    factors=ref('int_grocery__item_factors'),
    item_exponent=0.2,
    neighbour_exponent=0.3,
    neighbours=200,
) }}
