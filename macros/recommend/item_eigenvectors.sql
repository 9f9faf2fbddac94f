{% macro item_eigenvectors(
    pairs,
    likes,
    components,
    shrinkage=0,
    oversampling=none,
    iterations=4
) %}
    {%- do recmart.check_arguments('item_eigenvectors', {
        'pairs': ['relation', pairs],
        'likes': ['relation', likes],
        'components': ['integer', components],
        'shrinkage': ['float', shrinkage],
        'oversampling': ['optional[integer]', oversampling],
        'iterations': ['integer', iterations],
    }) -%}
with

norms as (

    select
        item_rank,
        {{ recmart.norm('count(*)', shrinkage) }} as norm
    from {{ likes }}
    group by item_rank

),

similarity as {{ recmart.inlined() }} (

    select
        cast(pairs.item_rank as integer) as row_id,
        cast(pairs.other_item_rank as integer) as column_id,
        pairs.cooccurrence * norms.norm * other_norms.norm as value
    from {{ pairs }} as pairs
    inner join norms on pairs.item_rank = norms.item_rank
    inner join norms as other_norms
        on pairs.other_item_rank = other_norms.item_rank

),

eigenvectors as (

    {{ recmart.leading_eigenvectors(
        'similarity',
        rank=components,
        oversampling=(
            [12, components // 2] | max if oversampling is none else oversampling
        ),
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
