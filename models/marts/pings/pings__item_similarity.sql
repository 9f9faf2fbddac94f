{{ recmart.item_similarity(
    weights=ref('int_pings__item_weights'),
    pairs=ref('int_pings__item_pairs'),
    popularity=ref('int_pings__item_popularity'),
    user_items=ref('int_pings__user_items'),
) }}
