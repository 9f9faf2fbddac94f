{% macro item_factors(pairs, popularity, rank, eigenvectors=none) %}
    {%- if rank == 0 %}
select
    item_rank,
    array_agg(factor) as factors
from (
    select
        cast(null as {{ dbt.type_bigint() }}) as item_rank,
        cast(null as double) as factor
) as nothing
where false
group by item_rank
    {%- else %}
with

-- One more than asked for: to its size the others are brought down.
eigenvectors as (

    {% if eigenvectors is none -%}
    {{ recmart.item_eigenvectors(
        pairs, popularity, components=rank + 1
    ) | indent(4) }}
    {%- else -%}
    select * from {{ eigenvectors }}
    where component <= {{ rank }} + 1
    {%- endif %}

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
    {%- endif %}
{% endmacro %}
