{{ recmart.item_similarity(
    weights=ref('int_grocery__basket_weights'),
    pairs=ref('int_grocery__basket_pairs'),
    popularity=ref('int_grocery__basket_popularity'),
    user_items=ref('int_grocery__basket_items'),
) }}
