{{ recmart.item_similarity(
    weights=ref('int_shoes__item_weights'),
    popularity=ref('int_shoes__item_popularity'),
    likes=ref('int_shoes__item_likes'),
) }}
