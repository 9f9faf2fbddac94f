{% macro item_rarity(likes, item_exponent=1, max_pairs=1000000000) %}
    {%- do recmart.check_arguments('item_rarity', {
        'likes': ['relation', likes],
        'item_exponent': ['float', item_exponent],
        'max_pairs': ['integer', max_pairs],
    }) -%}
with

counts as (

    select
        item_rank,
        count(*) as liking_users
    from {{ likes }}
    group by item_rank

),

pairs_of_items as (

    select
        *,
        sum(cast(liking_users as {{ recmart.type_double() }}) * liking_users) over (
            order by liking_users, item_rank
            rows between unbounded preceding and current row
        ) as pairs
    from counts

)

-- Halves of 2^-40: sums of as many as 2^14 are whole numbers that a double holds.
select
    item_rank,
    cast(liking_users as {{ dbt.type_bigint() }}) as liking_users,
    {{ recmart.rounded(
        recmart.fixed_point(39) ~ ' * power(cast(liking_users as '
        ~ recmart.type_double() ~ '), -' ~ item_exponent ~ ')'
    ) }} as rarity
from pairs_of_items
where pairs <= {{ max_pairs }}
order by item_rank
{% endmacro %}
