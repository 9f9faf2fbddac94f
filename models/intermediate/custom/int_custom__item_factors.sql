{{ recmart.item_factors(
    pairs=ref('int_custom__item_pairs'),
    popularity=ref('int_custom__item_popularity'),
    rank=0,
) }}
