{{ recmart.item_weights(
    pairs=ref('int_dating__item_pairs'),
    popularity=ref('int_dating__item_popularity'),
    item_exponent=0.2,
    neighbour_exponent=0.3,
    neighbours=200,
) }}
