{{ recmart.item_similarity(
    weights=ref('int_streaming__item_weights'),
    popularity=ref('int_streaming__item_popularity'),
    likes=ref('int_streaming__item_likes'),
) }}
