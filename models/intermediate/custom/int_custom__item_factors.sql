{{ recmart.item_factors(
    pairs=ref('int_custom__item_pairs'),
    popularity=ref('custom__item_popularity'),
    rank=0,
) }}
