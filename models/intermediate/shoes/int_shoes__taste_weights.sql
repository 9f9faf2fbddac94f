-- V V' of the truncated SVD: a user's row of the matrix times this is the row again,
-- as far as the leading singular vectors tell it.
with

products as (

    select
        factors.row_id as item_id,
        other_factors.row_id as other_item_id,
        {{ recmart.exact_sum('factors.value * other_factors.value') }} as product
    from {{ ref('int_shoes__item_factors') }} as factors
    inner join {{ ref('int_shoes__item_factors') }} as other_factors
        on factors.component = other_factors.component
    group by factors.row_id, other_factors.row_id

),

popularity as (

    select * from {{ ref('int_shoes__item_popularity') }}

)

select
    item.rank as item_rank,
    other_item.rank as other_item_rank,
    cast(
        round({{ recmart.fixed_point() }} * products.product) as {{ dbt.type_bigint() }}
    ) as weight
from products
inner join popularity as item on products.item_id = item.item_id
inner join popularity as other_item on products.other_item_id = other_item.item_id
