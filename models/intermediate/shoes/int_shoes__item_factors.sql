{% set entries -%}
    (
        select
            user_id as row_id,
            item_id as column_id,
            interest as value
        from {{ ref('int_shoes__user_item_matrix') }}
    )
{%- endset -%}

with

eigenvectors as (

    {{ recmart.leading_eigenvectors(
        entries=entries,
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
