{{ recmart.item_similarity(
    weights=ref('int_pings__item_weights'),
    popularity=ref('int_pings__item_popularity'),
    user_items=ref('int_pings__user_items'),
) }}
