{% macro item_factors(
    likes,
    rank,
    user_exponent=0.5,
    level=none,
    shrinkage=0,
    iterations=4
) %}
    {%- do recmart.check_arguments('item_factors', {
        'likes': ['relation', likes],
        'rank': ['integer', rank],
        'user_exponent': ['float', user_exponent],
        'level': ['optional[integer]', level],
        'shrinkage': ['float', shrinkage],
        'iterations': ['integer', iterations],
    }) -%}
with

-- One more than asked for: unless a level is named, to its size the others are brought
-- down.
eigenvectors as (

    {{ recmart.item_eigenvectors(
        likes,
        components=rank + 1,
        user_exponent=user_exponent,
        shrinkage=shrinkage,
        iterations=iterations
    ) | indent(4) }}

),

sizes as (

    select
        coalesce(max(
            case when component = {{ rank }} + 1 then eigenvalue end
        ), 0) as next_eigenvalue,
        coalesce(max(
            case when component = {{ [level or rank, rank] | min }} + 1 then eigenvalue end
        ), 0) as level
    from eigenvectors
    where eigenvalue > 0

)

select
    eigenvectors.item_rank,
    {{ recmart.list_in_order(
        'eigenvectors.eigenvalue / sqrt(eigenvectors.eigenvalue + sizes.level)'
        ~ ' * eigenvectors.value',
        'eigenvectors.component'
    ) }} as factors
from eigenvectors
cross join sizes
where eigenvectors.eigenvalue > sizes.next_eigenvalue
group by eigenvectors.item_rank
{% endmacro %}
