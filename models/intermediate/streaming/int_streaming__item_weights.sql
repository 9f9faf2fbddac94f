{{ recmart.item_weights(
    pairs=ref('int_streaming__item_pairs'),
    popularity=ref('int_streaming__item_popularity'),
    factors=ref('int_streaming__item_factors'),
    item_exponent=0,
    neighbour_exponent=0,
    neighbours=400,
) }}
