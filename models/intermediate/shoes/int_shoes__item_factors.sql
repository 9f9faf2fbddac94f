with

eigenvectors as (

    {{ recmart.leading_eigenvectors(
        matrix=ref('int_shoes__item_products'),
        rank=recmart.parameter('shoes', 'collaborative.rank'),
        iterations=30,
    ) | indent(4) }}

),

largest as (

    select max(eigenvalue) as eigenvalue from eigenvectors

)

-- A matrix of lower rank than was asked for has no more components: what is left of the
-- others is rounding. Eigenvalues are squares of singular values, never below 0.
select eigenvectors.*
from eigenvectors
cross join largest
where eigenvectors.eigenvalue > largest.eigenvalue / 1000000000
