{% macro item_eigenvectors(
    likes,
    components,
    user_exponent=0.5,
    shrinkage=0,
    oversampling=none,
    iterations=4
) %}
    {%- do recmart.check_arguments('item_eigenvectors', {
        'likes': ['relation', likes],
        'components': ['integer', components],
        'user_exponent': ['float', user_exponent],
        'shrinkage': ['float', shrinkage],
        'oversampling': ['optional[integer]', oversampling],
        'iterations': ['integer', iterations],
    }) -%}
    {#- A'A, but for its diagonal, is the similarity. -#}
    {%- set entries %}
        select
            likes.user_number as row_id,
            cast(likes.item_rank as integer) as column_id,
            norms.norm * power(
                cast(likes.items_of_user as {{ recmart.type_double() }}),
                -{{ user_exponent / 2 }}
            ) as value
        from {{ likes }} as likes
        inner join (
            select
                item_rank,
                {{ recmart.norm('count(*)', shrinkage) }} as norm
            from {{ likes }}
            group by item_rank
        ) as norms on likes.item_rank = norms.item_rank
    {%- endset -%}
with

eigenvectors as (

    {{ recmart.leading_eigenvectors(
        '(' ~ recmart.rows_of_step('entries', entries) ~ ')',
        rank=components,
        oversampling=(
            [12, components // 2] | max if oversampling is none else oversampling
        ),
        iterations=iterations,
        is_hollow=true
    ) | indent(4) }}

)

select
    component,
    eigenvalue,
    row_id as item_rank,
    value
from eigenvectors
{% endmacro %}
