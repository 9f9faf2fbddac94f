{{ recmart.item_similarity(
    weights=ref('int_shoes__item_weights'),
    popularity=ref('int_shoes__item_popularity'),
    user_items=ref('int_shoes__user_items'),
) }}
