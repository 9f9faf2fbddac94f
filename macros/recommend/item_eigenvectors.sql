{% macro item_eigenvectors(
    pairs,
    popularity,
    components,
    cooccurrence='cooccurrence',
    min_users_in_common=1,
    oversampling=8,
    iterations=6
) %}
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
        cast(item_rank as integer) as row_id,
        cast(other_item_rank as integer) as column_id,
        value
    from similarity

    union all

    select
        cast(other_item_rank as integer) as row_id,
        cast(item_rank as integer) as column_id,
        value
    from similarity

),

eigenvectors as (

    {{ recmart.leading_eigenvectors(
        'both_triangles',
        rank=components,
        oversampling=oversampling,
        iterations=iterations,
        is_rough=true
    ) | indent(4) }}

)

select
    component,
    eigenvalue,
    row_id as item_rank,
    value
from eigenvectors
{% endmacro %}
