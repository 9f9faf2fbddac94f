{{ recmart.leading_eigenvectors(
    matrix=ref('int_shoes__item_products'),
    rank=recmart.parameter('shoes', 'collaborative.rank'),
    iterations=30,
) }}
