-- V V' of the truncated SVD: a user's row of the matrix times this is the row again,
-- as far as the leading singular vectors tell it.
select
    factors.row_id as item_id,
    other_factors.row_id as similar_item_id,
    {{ recmart.exact_sum('factors.value * other_factors.value') }} as weight
from {{ ref('int_shoes__item_factors') }} as factors
inner join {{ ref('int_shoes__item_factors') }} as other_factors
    on factors.component = other_factors.component
group by factors.row_id, other_factors.row_id
