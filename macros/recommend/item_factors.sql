{% macro item_factors(pairs, likes, rank, iterations=6) %}
    {%- do recmart.check_arguments('item_factors', {
        'pairs': ['relation', pairs],
        'likes': ['relation', likes],
        'rank': ['integer', rank],
        'iterations': ['integer', iterations],
    }) -%}
with

-- One more than asked for: to its size the others are brought down.
eigenvectors as (

    {{ recmart.item_eigenvectors(
        pairs, likes, components=rank + 1, iterations=iterations
    ) | indent(4) }}

),

smallest as (

    select coalesce(min(eigenvalue), 0) as eigenvalue from eigenvectors
    where component = {{ rank }} + 1 and eigenvalue > 0

)

select
    eigenvectors.item_rank,
    array_agg(
        eigenvectors.eigenvalue / sqrt(eigenvectors.eigenvalue + smallest.eigenvalue)
        * eigenvectors.value
        order by eigenvectors.component
    ) as factors
from eigenvectors
cross join smallest
where eigenvectors.eigenvalue > smallest.eigenvalue
group by eigenvectors.item_rank
{% endmacro %}
