{{ recmart.neighbour_candidates(
    history=ref('int_shoes__user_item_matrix'),
    similarity=ref('int_shoes__taste_similarity'),
    popularity=ref('int_shoes__item_popularity'),
    exclusions=ref('int_shoes__exclusions'),
    reason='chosen by those who like',
) }}
