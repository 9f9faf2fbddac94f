{{ recmart.cosine_similarity(
    weights=ref('int_shoes__item_terms'),
    popularity=ref('int_shoes__item_popularity'),
    neighbours=50,
) }}
