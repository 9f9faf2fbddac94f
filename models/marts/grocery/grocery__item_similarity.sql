{{ recmart.item_similarity(
    weights=ref('int_grocery__item_weights'),
    popularity=ref('int_grocery__item_popularity'),
    user_items=ref('int_grocery__user_items'),
) }}
