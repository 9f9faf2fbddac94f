{% macro leading_eigenvectors(
    entries, rank, oversampling=none, iterations=20, is_hollow=false
) %}
    {#- The eigenpairs of largest absolute eigenvalue of A'A, A a sparse matrix.

        entries: row_id, column_id, value (each cell of A that is not 0 once, no nulls).
        Result: one row per component (1 is the largest) and column of A, as row_id,
        with eigenvalue and value; each component's values have the length 1. They are
        A's right singular vectors, the roots of the eigenvalues its singular values.
        With `is_hollow` the diagonal of A'A is taken for 0, and eigenvalues may be
        negative.

        Block power iteration: `rank` + `oversampling` vectors are multiplied by A and by
        its transpose and made orthonormal again, `iterations` times; at last the small
        matrix that is left between them is diagonalised (Rayleigh-Ritz). A'A itself,
        which has many times the cells of A, is never made. With every iteration the
        errors shrink by the ratio of the first eigenvalue outside of the block to the
        last one asked for, so oversampling (default: rank + 10) saves iterations.
        Components weaker than a millionth of the strongest may be left out.

        All sums are exact, so the result does not depend on the number of threads.
        Sources: Halko, Martinsson & Tropp 2011; Golub & Van Loan, Matrix Computations,
        4.2 (Cholesky), 8.2 (orthogonal iteration), 8.5 (Jacobi). -#}
    {%- do recmart.check_arguments('leading_eigenvectors', {
        'entries': ['relation', entries],
        'rank': ['integer', rank],
        'oversampling': ['optional[integer]', oversampling],
        'iterations': ['integer', iterations],
        'is_hollow': ['bool', is_hollow],
    }) -%}
    {%- if rank < 1 or iterations < 1 -%}
        {{ exceptions.raise_compiler_error(
            "leading_eigenvectors: rank and iterations must be at least 1, not "
            ~ rank ~ " and " ~ iterations ~ "."
        ) }}
    {%- endif -%}
    {%- set width = rank + (rank + 10 if oversampling is none else oversampling) -%}
    {{ return(adapter.dispatch('leading_eigenvectors', 'recmart')(
        entries, rank, width, iterations, is_hollow
    )) }}
{% endmacro %}


{% macro default__leading_eigenvectors(entries, rank, width, iterations, is_hollow) %}
with recursive

{{ recmart.columns_of_entries(entries) }}

-- In whole units of 2^-23 of the longest row or column; what that rounds off in units of
-- 2^-37.
cells as {{ recmart.written_out() }} (

    select
        all_entries.row_id,
        all_entries.column_id,
        round(all_entries.value / bound.bound * {{ recmart.fixed_point(23) }}) as high,
        round((
            all_entries.value / bound.bound * {{ recmart.fixed_point(23) }}
            - round(all_entries.value / bound.bound * {{ recmart.fixed_point(23) }})
        ) * {{ recmart.fixed_point(14) }}) as low
    from all_entries
    cross join bound

),

-- A block holds one coordinate of all vectors per column of A, in a list, and that of
-- their images. The start are waves along the golden angle, nearly orthogonal.
blocks as (

    select
        0 as iteration,
        row_id,
        cast(null as {{ recmart.type_double() }}[]) as coordinates,
        [
            {% for vector in range(width) -%}
            sin(2.399963229728653 * row_index * {{ vector + 1 }})
            / sqrt(
                cast(count(*) over () as {{ recmart.type_double() }})
            ){{ "," if not loop.last }}
            {% endfor %}
        ] as image
    from columns

    union all

    (
        with

        previous as {{ recmart.written_out() }} (

            select
                iteration,
                row_id,
                image as coordinates
            from blocks
            where iteration <= {{ iterations }}

        ),

        -- Materialized, as DuckDB would else hash the matrix to join it with a recursion.
        orthonormal as {{ recmart.written_out() }} (

            {{ recmart.orthonormal_block('previous', width) | indent(12) }}

        ),

        projections as {{ recmart.written_out() }} (

            {{ recmart.cells_times_block(
                'row_id', 'column_id', 'orthonormal', width
            ) | indent(12) }}

        ),

        lengths as (

            {{ recmart.block_lengths('projections', width) | indent(12) }}

        ),

        directions as {{ recmart.written_out() }} (

            select
                projections.row_id,
                {{ recmart.coordinates_over_lengths(
                    'projections.coordinates', 'lengths.lengths', width
                ) | indent(16) }} as coordinates
            from projections
            cross join lengths

        ),

        images as (

            {{ recmart.cells_times_block(
                'column_id', 'row_id', 'directions', width
            ) | indent(12) }}

        ),

        current_iteration as (

            select max(iteration) + 1 as iteration from previous

        )

        select
            current_iteration.iteration,
            orthonormal.row_id,
            orthonormal.coordinates,
            [
                {% for vector in range(1, width + 1) -%}
                images.coordinates[{{ vector }}] * lengths.lengths[{{ vector }}]
                {%- if is_hollow %}
                - columns.square * orthonormal.coordinates[{{ vector }}]
                {%- endif %}
                {{- "," if not loop.last }}
                {% endfor %}
            ] as image
        from orthonormal
        inner join images on orthonormal.row_id = images.row_id
        {% if is_hollow -%}
        inner join columns on orthonormal.row_id = columns.row_id
        {% endif -%}
        cross join lengths
        cross join current_iteration
    )

),

last_block as (

    select
        row_id,
        coordinates,
        image
    from blocks
    where iteration = {{ iterations + 1 }}

),

image_lengths as (

    {{ recmart.block_lengths('last_block', width, 'image') | indent(4) }}

),

last_directions as (

    select
        last_block.row_id,
        last_block.coordinates,
        {{ recmart.coordinates_over_lengths(
            'last_block.image', 'image_lengths.lengths', width
        ) | indent(8) }} as image
    from last_block
    cross join image_lengths

),

products as (

    {{ recmart.block_products('last_directions', width, 'image') | indent(4) }}

),

-- What is left of the matrix between the vectors.
projected as (

    select
        products.row_id,
        products.column_id,
        products.value * image_lengths.lengths[products.column_id + 1] as value
    from products
    cross join image_lengths

),

diagonalised as (

    {{ recmart.diagonalised('projected', width) | indent(4) }}

),

eigenvalues as (

    {{ recmart.ranked_eigenvalues('diagonalised') | indent(4) }}

),

turns as (

    select
        eigenvalues.component,
        eigenvalues.eigenvalue,
        array_agg(diagonalised.value order by diagonalised.row_id) as coefficients
    from diagonalised
    inner join eigenvalues on diagonalised.column_id = eigenvalues.column_id
    where
        diagonalised.row_id >= {{ width }}
        and eigenvalues.component <= {{ rank }}
    group by eigenvalues.component, eigenvalues.eigenvalue

)

select
    turns.component,
    turns.eigenvalue * bound.bound * bound.bound as eigenvalue,
    last_block.row_id,
    list_dot_product(last_block.coordinates, turns.coefficients) as value
from last_block
cross join turns
cross join bound
{% endmacro %}


{#- The columns of A: their place, and their squares over that of the longest row or
    column. -#}
{% macro columns_of_entries(entries) -%}
all_entries as (

    select
        row_id,
        column_id,
        value
    from {{ entries }} as entries

),

column_squares as (

    select
        column_id as row_id,
        {{ recmart.exact_sum('value * value') }} as square
    from all_entries
    group by column_id

),

row_squares as (

    select {{ recmart.exact_sum('value * value') }} as square
    from all_entries
    group by row_id

),

bound as (

    select sqrt(nullif(max(square), 0)) as bound
    from (
        select square from column_squares
        union all
        select square from row_squares
    ) as squares

),

columns as (

    select
        column_squares.row_id,
        column_squares.square / (bound.bound * bound.bound) as square,
        row_number() over (order by column_squares.row_id) as row_index
    from column_squares
    cross join bound

),
{%- endmacro %}


{% macro cells_times_block(row_id, column_id, block, width) -%}
    {#- A, or its transpose, times vectors. Doubles that hold whole numbers: as no row is
        longer than 2^23 units, of what they round off 2^24 with 4 million cells, and no
        vector than 2^29, no sum is beyond 2^53, so every one is exact, in whatever order.
        One column per vector is much the fastest form for it. -#}
    select
        cells.{{ row_id }} as row_id,
        [
            {% for vector in range(width) -%}
            (
                sum(cells.high * block.v{{ vector }})
                + sum(cells.low * block.v{{ vector }}) / {{ recmart.fixed_point(14) }}
            ) / {{ recmart.fixed_point(52) }}
            {{- "," if not loop.last }}
            {% endfor %}
        ] as coordinates
    from cells
    inner join (
        select
            row_id,
            {% for vector in range(width) -%}
            round(coordinates[{{ vector + 1 }}] * {{ recmart.fixed_point(29) }}) as v{{ vector }}
            {{- "," if not loop.last }}
            {% endfor %}
        from {{ block }}
    ) as block on cells.{{ column_id }} = block.row_id
    group by cells.{{ row_id }}
{%- endmacro %}


{% macro block_lengths(block, width, coordinates='coordinates') -%}
    {#- The length of every vector of a block, in a list. -#}
    select
        [
            {% for vector in range(1, width + 1) -%}
            sqrt({{ recmart.exact_sum(
                'power(' ~ coordinates ~ '[' ~ vector ~ '], 2)', 18
            ) }}){{ "," if not loop.last }}
            {% endfor %}
        ] as lengths
    from {{ block }}
{%- endmacro %}


{% macro coordinates_over_lengths(coordinates, lengths, width) -%}
    {#- A vector of length 0 stays 0. -#}
    [
        {% for vector in range(1, width + 1) -%}
        coalesce(
            {{ coordinates }}[{{ vector }}] / nullif({{ lengths }}[{{ vector }}], 0), 0
        ){{ "," if not loop.last }}
        {% endfor %}
    ]
{%- endmacro %}


{% macro block_products(block, width, other_coordinates='coordinates') -%}
    {#- The scalar product of every vector of a block with every other, or with those of
        other coordinates, as row_id, column_id (0 to width - 1), value; no vector may be
        longer than 1. In units of 2^-26 coordinates are whole numbers, sums exact. -#}
    select
        row_id,
        unnest(range({{ width }})) as column_id,
        unnest(products) as value
    from (
        select
            vectors.vector as row_id,
            [
                {% for vector in range(1, width + 1) -%}
                sum(
                    round(block.coordinates[vectors.vector + 1] * {{ recmart.fixed_point(26) }})
                    * round(block.{{ other_coordinates }}[{{ vector }}] * {{ recmart.fixed_point(26) }})
                ) / {{ recmart.fixed_point(52) }}{{ "," if not loop.last }}
                {% endfor %}
            ] as products
        from {{ block }} as block
        cross join (values {{ recmart.first_numbers(width) }}) as vectors (vector)
        group by vectors.vector
    ) as products_of_vectors
{%- endmacro %}


{% macro first_numbers(count) -%}
    {%- for number in range(count) -%}
    ({{ number }}){{ ", " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}


{#- Of what is diagonalised, the strongest first. -#}
{% macro ranked_eigenvalues(relation) -%}
    select
        column_id,
        value as eigenvalue,
        row_number() over (order by abs(value) desc, column_id) as component
    from {{ relation }}
    where row_id = column_id and abs(value) > 1e-12
{%- endmacro %}
