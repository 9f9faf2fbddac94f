{% macro leading_eigenvectors(
    matrix, rank, oversampling=none, iterations=20, is_rough=false
) %}
    {#- The eigenpairs of largest absolute eigenvalue of a sparse symmetric matrix.

        matrix: row_id, column_id, value (both triangles, each cell once, no nulls).
        Result: one row per component (1 is the largest) and row_id, with eigenvalue
        and value; each component's values have the length 1.

        Block power iteration: `rank` + `oversampling` vectors are multiplied by the
        matrix and made orthonormal again, `iterations` times; at last the small matrix
        that is left between them is diagonalised (Rayleigh-Ritz). With every iteration
        the errors shrink by the ratio of the first eigenvalue outside of the block to
        the last one asked for, so oversampling (default: rank + 10) saves iterations.
        Components weaker than a millionth of the strongest may be left out.

        All sums are exact, so the result does not depend on the number of threads;
        `is_rough` rounds the cells to 2^-24 of the longest row and takes half the time.
        Sources: Halko, Martinsson & Tropp 2011; Golub & Van Loan, Matrix Computations,
        4.2 (Cholesky), 8.2 (orthogonal iteration), 8.5 (Jacobi). -#}
    {%- if rank < 1 or iterations < 1 -%}
        {{ exceptions.raise_compiler_error(
            "leading_eigenvectors: rank and iterations must be at least 1, not "
            ~ rank ~ " and " ~ iterations ~ "."
        ) }}
    {%- endif -%}
    {%- set width = rank + (rank + 10 if oversampling is none else oversampling) -%}
with recursive

matrix as (

    select * from {{ matrix }}

),

row_norms as (

    select
        row_id,
        sqrt({{ recmart.exact_sum('value * value') }}) as norm
    from matrix
    group by row_id

),

bound as (

    select nullif(max(norm), 0) as bound from row_norms

),

-- Cells in whole units of 2^-23 of the longest row; what that rounds off, if it is to
-- count, in units of 2^-46.
scaled_matrix as materialized (

    select
        matrix.row_id,
        matrix.column_id,
        cast(round(matrix.value / bound.bound * 8388608) as real) as high
        {%- if not is_rough %},
        round((
            matrix.value / bound.bound * 8388608
            - round(matrix.value / bound.bound * 8388608)
        ) * 8388608) as low
        {%- endif %}
    from matrix
    cross join bound

),

numbered as (

    select
        row_id,
        row_number() over (order by row_id) as row_index
    from row_norms

),

-- One column per vector: much the fastest form for the product with the matrix. The
-- start are waves along the golden angle, nearly orthogonal.
blocks as (

    select
        0 as iteration,
        row_id,
        {% for vector in range(width) -%}
        sin(2.399963229728653 * row_index * {{ vector + 1 }})
        / sqrt(cast(count(*) over () as double)) as v{{ vector }}
        {{- "," if not loop.last }}
        {% endfor %}
    from numbered

    union all

    (
        with

        block as (

            select * from blocks
            where iteration < {{ iterations }}

        ),

        image as (

            {{ recmart.matrix_times_block(
                'scaled_matrix', 'block', width, is_rough
            )
                | indent(12) }}

        ),

        image_vectors as (

            {{ recmart.vectors_of_block('image', width) | indent(12) }}

        ),

        orthonormal as materialized (

            {{ recmart.orthonormal_vectors('image_vectors', width) | indent(12) }}

        ),

        current_iteration as (

            select distinct iteration from block

        )

        select
            current_iteration.iteration + 1 as iteration,
            orthonormal.row_id,
            {% for vector in range(width) -%}
            sum(
                case
                    when orthonormal.vector = {{ vector }} then orthonormal.value
                    else 0
                end
            ) as v{{ vector }}{{ "," if not loop.last }}
            {% endfor %}
        from orthonormal
        cross join current_iteration
        group by current_iteration.iteration, orthonormal.row_id
    )

),

last_block as (

    select * from blocks
    where iteration = {{ iterations }}

),

last_vectors as (

    {{ recmart.vectors_of_block('last_block', width) | indent(4) }}

),

last_image as (

    {{ recmart.matrix_times_block(
        'scaled_matrix', 'last_block', width, is_rough
    ) | indent(4) }}

),

last_image_vectors as (

    {{ recmart.vectors_of_block('last_image', width) | indent(4) }}

),

-- What is left of the matrix between the vectors.
projected as (

    select
        vectors.vector as row_id,
        images.vector as column_id,
        {{ recmart.exact_sum('vectors.value * images.value', 18) }} as value
    from last_vectors as vectors
    inner join last_image_vectors as images on vectors.row_id = images.row_id
    group by vectors.vector, images.vector

),

diagonalised as (

    {{ recmart.diagonalised('projected', width) | indent(4) }}

),

eigenvalues as (

    select
        column_id,
        value as eigenvalue,
        row_number() over (order by abs(value) desc, column_id) as component
    from diagonalised
    where row_id = column_id and abs(value) > 1e-12

),

turns as (

    select
        diagonalised.row_id - {{ width }} as vector,
        eigenvalues.component,
        eigenvalues.eigenvalue,
        diagonalised.value
    from diagonalised
    inner join eigenvalues on diagonalised.column_id = eigenvalues.column_id
    where
        diagonalised.row_id >= {{ width }}
        and eigenvalues.component <= {{ rank }}

)

select
    turns.component,
    turns.eigenvalue * bound.bound as eigenvalue,
    vectors.row_id,
    {{ recmart.exact_sum('vectors.value * turns.value', 18) }} as value
from last_vectors as vectors
inner join turns on vectors.vector = turns.vector
cross join bound
group by turns.component, turns.eigenvalue, bound.bound, vectors.row_id
{% endmacro %}


{% macro matrix_times_block(matrix, block, width, is_rough) -%}
    {#- Doubles that hold whole numbers: as no row is longer than 2^23 units and no vector
        than 2^29, no sum is beyond 2^52, so every one is exact, in whatever order. -#}
    select
        matrix.row_id,
        {% for vector in range(width) -%}
        {%- if is_rough -%}
        sum(cast(matrix.high as double) * block.v{{ vector }}) / 4503599627370496 as v{{ vector }}
        {%- else -%}
        (
            sum(cast(matrix.high as double) * block.v{{ vector }})
            + sum(matrix.low * block.v{{ vector }}) / 8388608
        ) / 4503599627370496 as v{{ vector }}
        {%- endif -%}
        {{- "," if not loop.last }}
        {% endfor %}
    from {{ matrix }} as matrix
    inner join (
        select
            row_id,
            {% for vector in range(width) -%}
            round(v{{ vector }} * 536870912) as v{{ vector }}
            {{- "," if not loop.last }}
            {% endfor %}
        from {{ block }}
    ) as block on matrix.column_id = block.row_id
    group by matrix.row_id
{%- endmacro %}


{% macro vectors_of_block(block, width) -%}
    {#- One row per vector and row_id. -#}
    select
        vectors.vector,
        block.row_id,
        case vectors.vector
            {% for vector in range(width) -%}
            when {{ vector }} then block.v{{ vector }}
            {% endfor %}
        end as value
    from {{ block }} as block
    cross join (values {{ recmart.first_numbers(width) }}) as vectors (vector)
{%- endmacro %}


{% macro first_numbers(count) -%}
    {%- for number in range(count) -%}
    ({{ number }}){{ ", " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
