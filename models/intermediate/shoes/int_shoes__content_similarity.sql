{{ recmart.cosine_similarity(
    weights=ref('int_shoes__item_terms'),
    popularity=ref('int_shoes__item_popularity'),
    neighbours=recmart.parameter('shoes', 'content.neighbours'),
) }}
