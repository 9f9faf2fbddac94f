{{ recmart.content_weights(
    similarity=ref('int_shoes__content_similarity'),
    popularity=ref('int_shoes__item_popularity'),
    merchandising=recmart.merchandising_of('shoes'),
) }}
