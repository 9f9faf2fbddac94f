{% macro orthonormal_block(block, width) -%}
    {#- Vectors made orthonormal, each against those before it, as by Gram and Schmidt.

        block: row_id, coordinates: one row of all vectors, in a list of `width`. The
        same columns result; a vector that depends on those before it becomes 0.
        Eliminating in the matrix of their products, and the same in the unit matrix
        beside it, tells how to combine them (Cholesky QR). -#}
    {%- do recmart.check_arguments('orthonormal_block', {
        'block': ['relation', block],
        'width': ['integer', width],
    }) -%}
with recursive

lengths as (

    {{ recmart.block_lengths(block, width) | indent(4) }}

),

unit_vectors as (

    select
        block.row_id,
        {{ recmart.coordinates_over_lengths(
            'block.coordinates', 'lengths.lengths', width
        ) | indent(8) }} as coordinates
    from {{ block }} as block
    cross join lengths

),

-- As they enter their products, which are then exact.
rounded as {{ recmart.written_out() }} (

    select
        row_id,
        [
            {% for vector in range(1, width + 1) -%}
            round(coordinates[{{ vector }}] * {{ recmart.fixed_point(26) }}) / {{ recmart.fixed_point(26) }}
            {{- "," if not loop.last }}
            {% endfor %}
        ] as coordinates
    from unit_vectors

),

products as (

    {{ recmart.block_products('rounded', width) | indent(4) }}

),

elimination as (

    select
        0 as step,
        row_id,
        column_id,
        value
    from products

    union all

    select
        0 as step,
        row_id,
        {{ width }} + column_id as column_id,
        case when row_id = column_id then 1 else 0 end as value
    from products

    union all

    select
        cells.step + 1 as step,
        cells.row_id,
        cells.column_id,
        case
            when cells.row_id > cells.step and pivots.value > 1e-13
                then
                    cells.value
                    - in_pivot_row.value * in_pivot_column.value / pivots.value
            else cells.value
        end as value
    from elimination as cells
    inner join elimination as in_pivot_row
        on
            cells.step = in_pivot_row.row_id
            and cells.column_id = in_pivot_row.column_id
    inner join elimination as in_pivot_column
        on
            cells.row_id = in_pivot_column.row_id
            and cells.step = in_pivot_column.column_id
    inner join elimination as pivots
        on
            cells.step = pivots.row_id
            and cells.step = pivots.column_id
    where cells.step < {{ width }}

),

eliminated as (

    select
        row_id,
        column_id,
        value
    from elimination
    where step = {{ width }}

),

combinations as (

    select
        cells.row_id as vector,
        array_agg(
            case when pivots.value > 1e-13 then cells.value / sqrt(pivots.value) else 0 end
            order by cells.column_id
        ) as coefficients
    from eliminated as cells
    inner join eliminated as pivots
        on
            cells.row_id = pivots.row_id
            and cells.row_id = pivots.column_id
    where cells.column_id >= {{ width }}
    group by cells.row_id

),

all_combinations as (

    select array_agg(coefficients order by vector) as coefficients from combinations

)

select
    rounded.row_id,
    [
        {% for vector in range(width) -%}
        list_dot_product(
            rounded.coordinates, all_combinations.coefficients[{{ vector + 1 }}]
        ){{ "," if not loop.last }}
        {% endfor %}
    ] as coordinates
from rounded
cross join all_combinations
{%- endmacro %}
