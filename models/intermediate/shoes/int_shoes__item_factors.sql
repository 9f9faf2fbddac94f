{{ recmart.leading_eigenvectors(
    matrix=ref('int_shoes__item_products'),
    rank=6,
    iterations=30,
) }}
