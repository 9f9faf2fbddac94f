{{ recmart.item_weights(
    pairs=ref('int_grocery__basket_pairs'),
    popularity=ref('int_grocery__basket_popularity'),
    item_exponent=0.5,
    neighbour_exponent=0.5,
    neighbours=100,
    min_users_in_common=3,
) }}
