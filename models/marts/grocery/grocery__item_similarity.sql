{{ recmart.item_similarity(
    weights=ref('int_grocery__item_weights'),
    popularity=ref('int_grocery__item_popularity'),
    likes=ref('int_grocery__item_likes'),
) }}
