{% macro orthonormal_vectors(vectors, width) -%}
    {#- Vectors made orthonormal, each against those before it, as by Gram and Schmidt.

        vectors: vector (0 to width - 1), row_id, value. The same columns result; a
        vector that depends on those before it is left out.
        Eliminating in the matrix of their products, and the same in the unit matrix
        beside it, tells how to combine them (Cholesky QR). -#}
with recursive

vectors as (

    select
        vector,
        row_id,
        value / max(abs(value)) over (partition by vector) as value
    from {{ vectors }}
    where value != 0

),

products as (

    select
        vectors.vector as row_id,
        other_vectors.vector as column_id,
        {{ recmart.exact_sum('vectors.value * other_vectors.value', 18) }} as value
    from vectors
    inner join vectors as other_vectors on vectors.row_id = other_vectors.row_id
    group by vectors.vector, other_vectors.vector

),

all_cells as (

    select
        cell_rows.row_id,
        cell_columns.column_id
    from (values {{ recmart.first_numbers(width) }}) as cell_rows (row_id)
    cross join (values {{ recmart.first_numbers(2 * width) }}) as cell_columns (column_id)

),

elimination as (

    select
        0 as step,
        all_cells.row_id,
        all_cells.column_id,
        case
            when all_cells.column_id - {{ width }} = all_cells.row_id then 1
            else coalesce(products.value, 0)
        end as value
    from all_cells
    left join products
        on
            all_cells.row_id = products.row_id
            and all_cells.column_id = products.column_id

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
        cells.column_id - {{ width }} as of_vector,
        cells.value / sqrt(pivots.value) as value
    from eliminated as cells
    inner join eliminated as pivots
        on
            cells.row_id = pivots.row_id
            and cells.row_id = pivots.column_id
    where
        cells.column_id >= {{ width }}
        and pivots.value > 1e-13

)

select
    combinations.vector,
    vectors.row_id,
    {{ recmart.exact_sum('vectors.value * combinations.value', 18) }} as value
from vectors
inner join combinations on vectors.vector = combinations.of_vector
group by combinations.vector, vectors.row_id
{%- endmacro %}
