{{ recmart.item_factors(
    pairs=ref('int_grocery__item_pairs'),
    popularity=ref('int_grocery__item_popularity'),
    rank=0,
) }}
