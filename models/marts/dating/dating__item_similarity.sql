{{ recmart.item_similarity(
    weights=ref('int_dating__item_weights'),
    pairs=ref('int_dating__item_pairs'),
    popularity=ref('int_dating__item_popularity'),
    user_items=ref('int_dating__user_items'),
) }}
