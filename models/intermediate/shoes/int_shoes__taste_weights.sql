{% set merchandising = recmart.merchandising_of('shoes') -%}
-- V V' of the truncated SVD: a user's row of the matrix times this is the row again,
-- as far as the leading singular vectors tell it; of two shoes only where somebody
-- likes both, and nothing that could be rounding.
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

),

ranked_products as (

    select
        item.rank as item_rank,
        other_item.rank as other_item_rank,
        products.product
    from products
    inner join popularity as item on products.item_id = item.item_id
    inner join popularity as other_item on products.other_item_id = other_item.item_id
    where abs(products.product) > 0.000001

)

select
    ranked_products.item_rank,
    ranked_products.other_item_rank,
    cast(
        {{ recmart.rounded(
            recmart.fixed_point() ~ ' * ranked_products.product'
        ) }}
        as {{ dbt.type_bigint() }}
    ) as weight,
    coalesce(pairs.users_in_common, 0) as users_in_common
from ranked_products
left join {{ ref('int_shoes__item_pairs') }} as pairs
    on
        least(ranked_products.item_rank, ranked_products.other_item_rank)
        = pairs.item_rank
        and greatest(ranked_products.item_rank, ranked_products.other_item_rank)
        = pairs.other_item_rank
where
    (
        ranked_products.item_rank = ranked_products.other_item_rank
        or pairs.users_in_common > 0
    )
{%- if merchandising is not none %}
    and {{ recmart.is_shown(
        'ranked_products.other_item_rank', 'popularity', merchandising
    ) | indent(4) }}
{%- endif %}
