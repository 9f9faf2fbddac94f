{% macro item_factors(
    pairs,
    likes,
    rank,
    level=none,
    shrinkage=0,
    iterations=4
) %}
    {%- do recmart.check_arguments('item_factors', {
        'pairs': ['relation', pairs],
        'likes': ['relation', likes],
        'rank': ['integer', rank],
        'level': ['optional[integer]', level],
        'shrinkage': ['float', shrinkage],
        'iterations': ['integer', iterations],
    }) -%}
with

-- One more than asked for: unless a level is named, to its size the others are brought
-- down.
eigenvectors as (

    {{ recmart.item_eigenvectors(
        pairs,
        likes,
        components=rank + 1,
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
    array_agg(
        eigenvectors.eigenvalue / sqrt(eigenvectors.eigenvalue + sizes.level)
        * eigenvectors.value
        order by eigenvectors.component
    ) as factors
from eigenvectors
cross join sizes
where eigenvectors.eigenvalue > sizes.next_eigenvalue
group by eigenvectors.item_rank
{% endmacro %}
