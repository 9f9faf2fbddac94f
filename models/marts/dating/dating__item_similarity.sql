{{ recmart.item_similarity(
    weights=ref('int_dating__item_weights'),
    popularity=ref('int_dating__item_popularity'),
    likes=ref('int_dating__item_likes'),
) }}
