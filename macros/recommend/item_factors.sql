{% macro item_factors(
    pairs,
    popularity,
    rank,
    cooccurrence='cooccurrence',
    min_users_in_common=1,
    oversampling=10,
    iterations=8
) %}
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

norms as (

    select
        rank as item_rank,
        power(cast(liking_users as double), -0.5) as norm
    from {{ popularity }}
    where liking_users > 0

),

similarity as (

    select
        pairs.item_rank,
        pairs.other_item_rank,
        pairs.{{ cooccurrence }} * norms.norm * other_norms.norm as value
    from {{ pairs }} as pairs
    inner join norms on pairs.item_rank = norms.item_rank
    inner join norms as other_norms
        on pairs.other_item_rank = other_norms.item_rank
    where pairs.users_in_common >= {{ min_users_in_common }}

),

both_triangles as (

    select
        item_rank as row_id,
        other_item_rank as column_id,
        value
    from similarity

    union all

    select
        other_item_rank as row_id,
        item_rank as column_id,
        value
    from similarity

),

-- One more than asked for: to its size the others are brought down.
eigenvectors as (

    {{ recmart.leading_eigenvectors(
        'both_triangles',
        rank=rank + 1,
        oversampling=oversampling,
        iterations=iterations
    ) | indent(4) }}

),

smallest as (

    select coalesce(min(eigenvalue), 0) as eigenvalue from eigenvectors
    where component = {{ rank }} + 1 and eigenvalue > 0

)

select
    eigenvectors.row_id as item_rank,
    array_agg(
        eigenvectors.eigenvalue / sqrt(eigenvectors.eigenvalue + smallest.eigenvalue)
        * eigenvectors.value
        order by eigenvectors.component
    ) as factors
from eigenvectors
cross join smallest
where eigenvectors.eigenvalue > smallest.eigenvalue
group by eigenvectors.row_id
    {%- endif %}
{% endmacro %}

