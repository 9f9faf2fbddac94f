{{ recmart.item_similarity(
    weights=ref('int_pings__item_weights'),
    popularity=ref('int_pings__item_popularity'),
    likes=ref('int_pings__item_likes'),
) }}
