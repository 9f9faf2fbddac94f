{{ recmart.item_similarity(
    weights=ref('int_dating__item_weights'),
    popularity=ref('int_dating__item_popularity'),
    user_items=ref('int_dating__user_items'),
) }}
