{% macro leading_eigenvectors(
    matrix, rank, oversampling=none, iterations=20, is_rough=false
) %}
    {#- The eigenpairs of largest absolute eigenvalue of a sparse symmetric matrix.

        matrix: row_id, column_id, value (each cell of the triangle row_id <= column_id
        once, no nulls; what is below it is not read).
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
    {%- do recmart.check_arguments('leading_eigenvectors', {
        'matrix': ['relation', matrix],
        'rank': ['integer', rank],
        'oversampling': ['optional[integer]', oversampling],
        'iterations': ['integer', iterations],
        'is_rough': ['bool', is_rough],
    }) -%}
    {%- if rank < 1 or iterations < 1 -%}
        {{ exceptions.raise_compiler_error(
            "leading_eigenvectors: rank and iterations must be at least 1, not "
            ~ rank ~ " and " ~ iterations ~ "."
        ) }}
    {%- endif -%}
    {%- set width = rank + (rank + 10 if oversampling is none else oversampling) -%}
    {{ return(adapter.dispatch('leading_eigenvectors', 'recmart')(
        matrix, rank, width, iterations, is_rough
    )) }}
{% endmacro %}


{% macro default__leading_eigenvectors(matrix, rank, width, iterations, is_rough) %}
with recursive

-- Worked out anew wherever it is read, it takes no memory.
triangle as {{ recmart.inlined() }} (

    select * from {{ matrix }}
    where row_id <= column_id

),

{{ recmart.norms_of_rows() }}

-- Cells in whole units of 2^-23 of the longest row; what that rounds off, if it is to
-- count, in units of 2^-46.
scaled_triangle as {{ recmart.written_out() }} (

    select
        triangle.row_id,
        triangle.column_id,
        cast(round(triangle.value / bound.bound * {{ recmart.fixed_point(23) }}) as real) as high
        {%- if not is_rough %},
        round((
            triangle.value / bound.bound * {{ recmart.fixed_point(23) }}
            - round(triangle.value / bound.bound * {{ recmart.fixed_point(23) }})
        ) * {{ recmart.fixed_point(23) }}) as low
        {%- endif %}
    from triangle
    cross join bound

),

numbered as (

    select
        row_id,
        row_number() over (order by row_id) as row_index
    from row_norms

),

-- A block holds one coordinate of all vectors per row, in a list, and that of their
-- images. The start are waves along the golden angle, nearly orthogonal.
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
    from numbered

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

        images as (

            {{ recmart.matrix_times_block(
                'scaled_triangle', 'orthonormal', width, is_rough
            ) | indent(12) }}

        ),

        current_iteration as (

            select max(iteration) + 1 as iteration from previous

        )

        select
            current_iteration.iteration,
            orthonormal.row_id,
            orthonormal.coordinates,
            images.coordinates as image
        from orthonormal
        inner join images on orthonormal.row_id = images.row_id
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

    select
        column_id,
        value as eigenvalue,
        row_number() over (order by abs(value) desc, column_id) as component
    from diagonalised
    where row_id = column_id and abs(value) > 1e-12

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
    turns.eigenvalue * bound.bound as eigenvalue,
    last_block.row_id,
    list_dot_product(last_block.coordinates, turns.coefficients) as value
from last_block
cross join turns
cross join bound
{% endmacro %}


{#- The length of each row, and the largest. -#}
{% macro norms_of_rows() -%}
row_norms as (

    select
        row_id,
        sqrt({{ recmart.exact_sum('value * value') }}) as norm
    from (
        {{ recmart.both_triangles('triangle', ['value']) | indent(8) }}
    ) as cells
    group by row_id

),

bound as (

    select nullif(max(norm), 0) as bound from row_norms

),
{%- endmacro %}


{% macro both_triangles(triangle, values) -%}
    {#- The cells of a symmetric matrix from those on and above the diagonal. -#}
    {% for row_id, column_id in [('row_id', 'column_id'), ('column_id', 'row_id')] -%}
    select
        {{ row_id }} as row_id,
        {{ column_id }} as column_id,
        {{ values | join(", ") }}
    from {{ triangle }}
    {% if not loop.last -%}
    union all
    {% else -%}
    where row_id != column_id
    {%- endif %}
    {%- endfor %}
{%- endmacro %}


{% macro matrix_times_block(triangle, block, width, is_rough) -%}
    {#- Doubles that hold whole numbers: as no row is longer than 2^23 units and no vector
        than 2^29, no sum is beyond 2^52, so every one is exact, in whatever order. One
        column per vector is much the fastest form for it. -#}
    select
        cells.row_id,
        [
            {% for vector in range(width) -%}
            {%- if is_rough -%}
            sum(cells.high * block.v{{ vector }}) / {{ recmart.fixed_point(52) }}
            {%- else -%}
            (
                sum(cells.high * block.v{{ vector }})
                + sum(cells.low * block.v{{ vector }}) / {{ recmart.fixed_point(23) }}
            ) / {{ recmart.fixed_point(52) }}
            {%- endif -%}
            {{- "," if not loop.last }}
            {% endfor %}
        ] as coordinates
    from (
        {{ recmart.both_triangles(
            triangle, ['high'] if is_rough else ['high', 'low']
        ) | indent(8) }}
    ) as cells
    inner join (
        select
            row_id,
            {% for vector in range(width) -%}
            round(coordinates[{{ vector + 1 }}] * {{ recmart.fixed_point(29) }}) as v{{ vector }}
            {{- "," if not loop.last }}
            {% endfor %}
        from {{ block }}
    ) as block on cells.column_id = block.row_id
    group by cells.row_id
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


{% macro postgres__leading_eigenvectors(matrix, rank, width, iterations, is_rough) %}
    {#- There a recursion may read itself once, and not in an aggregate: each is of one row
        that holds all numbers in one array, and what is done to them is asked beside it.
        The same steps in the same units. -#}
    {%- set unit = recmart.fixed_point(26) -%}
with recursive

triangle as (

    select * from {{ matrix }}
    where row_id <= column_id

),

{{ recmart.norms_of_rows() }}

numbered as (

    select
        row_id,
        row_number() over (order by row_id) as row_index
    from row_norms

),

scaled_cells as materialized (

    select
        numbered.row_index,
        columns.row_index as column_index,
        {{ recmart.rounded(
            'cells.value / bound.bound * ' ~ recmart.fixed_point(23)
        ) }} as high,
        cells.value / bound.bound * {{ recmart.fixed_point(23) }} as units
    from (
        {{ recmart.both_triangles('triangle', ['value']) | indent(8) }}
    ) as cells
    inner join numbered on cells.row_id = numbered.row_id
    inner join numbered as columns on cells.column_id = columns.row_id
    cross join bound

),

scaled as materialized (

    select
        row_index,
        column_index,
        high,
        {{ 0 if is_rough else recmart.rounded(
            '(units - high) * ' ~ recmart.fixed_point(23)
        ) }} as low
    from scaled_cells

),

blocks as (

    select
        0 as iteration,
        cast(null as double precision[]) as coordinates,
        (
            select
                array_agg(
                    sin(
                        cast(2.399963229728653 as double precision)
                        * row_index * (vector + 1)
                    ) / sqrt(cast(rows as double precision))
                    order by row_index, vector
                )
            from (
                select
                    row_index,
                    count(*) over () as rows
                from numbered
            ) as counted
            cross join generate_series(0, {{ width - 1 }}) as vectors (vector)
        ) as image

    union all

    select
        blocks.iteration + 1 as iteration,
        orthonormal.coordinates,
        images.image
    from blocks
    cross join lateral (

        with recursive

        entries as materialized (

            select
                (place - 1) / {{ width }} + 1 as row_index,
                (place - 1) % {{ width }} as vector,
                value
            from unnest(blocks.image) with ordinality as entries (value, place)

        ),

        lengths as (

            select
                vector,
                sqrt({{ recmart.exact_sum('power(value, 2)', 18) }}) as length
            from entries
            group by vector

        ),

        unit_vectors as materialized (

            select
                entries.row_index,
                entries.vector,
                {{ recmart.rounded(
                    'coalesce(entries.value / nullif(lengths.length, 0), 0) * ' ~ unit
                ) }} / {{ unit }} as value
            from entries
            inner join lengths on entries.vector = lengths.vector

        ),

        products as (

            select
                unit_vectors.vector as row_id,
                others.vector as column_id,
                sum(unit_vectors.value * others.value) as value
            from unit_vectors
            inner join unit_vectors as others
                on unit_vectors.row_index = others.row_index
            group by unit_vectors.vector, others.vector

        ),

        elimination as (

            select
                0 as step,
                (
                    select array_agg(value order by row_id, column_id)
                    from (
                        select * from products
                        union all
                        select
                            row_id,
                            {{ width }} + column_id as column_id,
                            case when row_id = column_id then 1 else 0 end as value
                        from products
                    ) as with_unit_matrix
                ) as cells

            union all

            select
                elimination.step + 1 as step,
                (
                    select
                        array_agg(
                            case
                                when
                                    places.row_id > elimination.step
                                    and elimination.cells[
                                        elimination.step * {{ 2 * width + 1 }} + 1
                                    ] > 1e-13
                                    then
                                        places.value
                                        - elimination.cells[
                                            elimination.step * {{ 2 * width }}
                                            + places.column_id + 1
                                        ]
                                        * elimination.cells[
                                            places.row_id * {{ 2 * width }}
                                            + elimination.step + 1
                                        ]
                                        / elimination.cells[
                                            elimination.step * {{ 2 * width + 1 }} + 1
                                        ]
                                else places.value
                            end
                            order by places.place
                        )
                    from (
                        select
                            place,
                            value,
                            (place - 1) / {{ 2 * width }} as row_id,
                            (place - 1) % {{ 2 * width }} as column_id
                        from unnest(elimination.cells)
                            with ordinality as cells (value, place)
                    ) as places
                ) as cells
            from elimination
            where elimination.step < {{ width }}

        ),

        combinations as materialized (

            select
                rows.row_id as vector,
                others.column_id as other_vector,
                case
                    when elimination.cells[rows.row_id * {{ 2 * width + 1 }} + 1] > 1e-13
                        then elimination.cells[
                            rows.row_id * {{ 2 * width }} + {{ width + 1 }}
                            + others.column_id
                        ] / sqrt(
                            elimination.cells[rows.row_id * {{ 2 * width + 1 }} + 1]
                        )
                    else 0
                end as coefficient
            from elimination
            cross join generate_series(0, {{ width - 1 }}) as rows (row_id)
            cross join generate_series(0, {{ width - 1 }}) as others (column_id)
            where elimination.step = {{ width }}

        ),

        combined as (

            select
                unit_vectors.row_index,
                combinations.vector,
                sum(unit_vectors.value * combinations.coefficient) as value
            from unit_vectors
            inner join combinations on unit_vectors.vector = combinations.other_vector
            group by unit_vectors.row_index, combinations.vector

        )

        select array_agg(value order by row_index, vector) as coordinates
        from combined
    ) as orthonormal
    cross join lateral (
        select array_agg(value order by row_index, vector) as image
        from (
            select
                scaled.row_index,
                block.vector,
                (
                    sum(scaled.high * block.value)
                    + sum(scaled.low * block.value) / {{ recmart.fixed_point(23) }}
                ) / {{ recmart.fixed_point(52) }} as value
            from scaled
            inner join (
                select
                    (place - 1) / {{ width }} + 1 as row_index,
                    (place - 1) % {{ width }} as vector,
                    {{ recmart.rounded('value * ' ~ recmart.fixed_point(29)) }} as value
                from unnest(orthonormal.coordinates)
                    with ordinality as entries (value, place)
            ) as block on scaled.column_index = block.row_index
            group by scaled.row_index, block.vector
        ) as products
    ) as images
    where blocks.iteration <= {{ iterations }}

),

last_block as materialized (

    select
        (place - 1) / {{ width }} + 1 as row_index,
        (place - 1) % {{ width }} as vector,
        entries.coordinate,
        entries.image
    from blocks
    cross join lateral unnest(blocks.coordinates, blocks.image)
        with ordinality as entries (coordinate, image, place)
    where blocks.iteration = {{ iterations + 1 }}

),

image_lengths as (

    select
        vector,
        sqrt({{ recmart.exact_sum('power(image, 2)', 18) }}) as length
    from last_block
    group by vector

),

-- What is left of the matrix between the vectors.
projected as (

    select
        last_block.vector as row_id,
        others.vector as column_id,
        sum(
            {{ recmart.rounded('last_block.coordinate * ' ~ unit) }}
            * {{ recmart.rounded(
                'coalesce(others.image / nullif(image_lengths.length, 0), 0) * ' ~ unit
            ) }}
        ) / {{ recmart.fixed_point(52) }} * max(image_lengths.length) as value
    from last_block
    inner join last_block as others on last_block.row_index = others.row_index
    inner join image_lengths on others.vector = image_lengths.vector
    group by last_block.vector, others.vector

),

diagonalised as (

    {{ recmart.postgres__diagonalised('projected', width) | indent(4) }}

),

eigenvalues as (

    select
        column_id,
        value as eigenvalue,
        row_number() over (order by abs(value) desc, column_id) as component
    from diagonalised
    where row_id = column_id and abs(value) > 1e-12

)

select
    eigenvalues.component,
    eigenvalues.eigenvalue * bound.bound as eigenvalue,
    numbered.row_id,
    sum(last_block.coordinate * diagonalised.value) as value
from last_block
inner join diagonalised on diagonalised.row_id = {{ width }} + last_block.vector
inner join eigenvalues on diagonalised.column_id = eigenvalues.column_id
inner join numbered on last_block.row_index = numbered.row_index
cross join bound
where eigenvalues.component <= {{ rank }}
group by eigenvalues.component, eigenvalues.eigenvalue, bound.bound, numbered.row_id
{% endmacro %}


{% macro spark__leading_eigenvectors(matrix, rank, width, iterations, is_rough) %}
    {#- The same steps, each a table beside the model's: there no recursion aggregates, and
        a CTE is computed anew wherever it is read. Lists begin at 0. Of a matrix that is
        a CTE no table can be made. -#}
    {%- set triangle = '(select * from ' ~ matrix ~ ' where row_id <= column_id)' -%}
    {%- set norms = recmart.table_of_step('norms') -%}
    {%- call recmart.written_step(norms) %}
        select
            row_id,
            sqrt({{ recmart.exact_sum('value * value') }}) as norm
        from ({{ recmart.both_triangles(triangle, ['value']) }}) as cells
        group by row_id
    {%- endcall -%}
    {%- set triangle_of_units = recmart.table_of_step('cells') -%}
    {%- set units = 'triangle.value / bound.bound * ' ~ recmart.fixed_point(23) -%}
    {%- call recmart.written_step(triangle_of_units) %}
        select
            triangle.row_id,
            triangle.column_id,
            cast(round({{ units }}) as real) as high,
            {{ '0' if is_rough else
                'round((' ~ units ~ ' - round(' ~ units ~ ')) * ' ~ recmart.fixed_point(23) ~ ')'
            }} as low
        from {{ triangle }} as triangle
        cross join (select nullif(max(norm), 0) as bound from {{ norms }}) as bound
    {%- endcall -%}
    {%- set block = recmart.table_of_step('block_0') -%}
    {%- call recmart.written_step(block) %}
        select
            row_id,
            transform(
                sequence(1, {{ width }}),
                vector -> sin(2.399963229728653 * row_index * vector)
                    / sqrt(cast(all_rows as double))
            ) as image
        from (
            select
                row_id,
                row_number() over (order by row_id) as row_index,
                count(*) over () as all_rows
            from {{ norms }}
        ) as numbered
    {%- endcall -%}
    {%- set blocks = [block] -%}
    {%- for iteration in range(1, iterations + 2) -%}
        {%- set block = recmart.table_of_step('block_' ~ iteration) -%}
        {%- call recmart.written_step(block) %}
            {{ recmart.spark_next_block(blocks[-1], triangle_of_units, width, is_rough) }}
        {%- endcall -%}
        {%- do recmart.dropped_step(blocks[-1]) -%}
        {%- do blocks.append(block) -%}
    {%- endfor %}
with

last_block as (

    select
        *,
        {{ recmart.spark_units('coordinates') }} as units,
        {{ recmart.spark_units('directions') }} as units_of_directions
    from (
        select
            row_id,
            coordinates,
            transform(
                image, (x, vector) -> coalesce(x / nullif(lengths[vector], 0), 0)
            ) as directions,
            lengths
        from {{ blocks[-1] }}
        cross join ({{ recmart.spark_lengths(blocks[-1], width) }}) as image_lengths
    ) as directed

),

-- What is left of the matrix between the vectors.
projected as (

    select
        transform(products, row -> transform(
            row, (x, vector) -> x * lengths[vector]
        )) as cells
    from ({{ recmart.spark_products('last_block', 'units', 'units_of_directions') }})
        as products_of_vectors
    cross join ({{ recmart.spark_lengths(blocks[-1], width) }}) as image_lengths

),

diagonalised as (

    {{ recmart.spark_diagonalised('projected', width) | indent(4) }}

),

turns as (

    select
        cells[column_id][column_id] as eigenvalue,
        transform(sequence({{ width }}, {{ 2 * width - 1 }}), row_id -> cells[row_id][column_id])
            as coefficients,
        row_number() over (
            order by abs(cells[column_id][column_id]) desc, column_id
        ) as component
    from (
        select
            cells,
            explode(sequence(0, {{ width - 1 }})) as column_id
        from diagonalised
    ) as columns_of_cells
    where abs(cells[column_id][column_id]) > 1e-12

)

select
    turns.component,
    turns.eigenvalue * bound.bound as eigenvalue,
    last_block.row_id,
    {{ recmart.dot_product('last_block.coordinates', 'turns.coefficients') }} as value
from last_block
cross join turns
cross join (select nullif(max(norm), 0) as bound from {{ norms }}) as bound
where turns.component <= {{ rank }}
{% endmacro %}


{#- A table of a step of a model, beside the model's. -#}
{% macro table_of_step(name) %}
    {{ return(this.incorporate(
        path={'identifier': this.identifier ~ '__' ~ name}, type='table'
    )) }}
{% endmacro %}


{#- Made while a model that reads it is about to run. -#}
{% macro written_step(relation) %}
    {%- if execute and flags.WHICH in ['run', 'build'] -%}
        {%- do run_query('drop table if exists ' ~ relation) -%}
        {%- do run_query('create table ' ~ relation ~ ' using parquet as ' ~ caller()) -%}
    {%- endif -%}
{% endmacro %}


{% macro dropped_step(relation) %}
    {%- if execute and flags.WHICH in ['run', 'build'] -%}
        {%- do run_query('drop table if exists ' ~ relation) -%}
    {%- endif -%}
{% endmacro %}


{% macro spark_units(coordinates) -%}
    transform({{ coordinates }}, x -> round(x * {{ recmart.fixed_point(26) }}))
{%- endmacro %}


{% macro spark_lengths(block, width) -%}
    select
        array(
            {% for vector in range(width) -%}
            sqrt({{ recmart.exact_sum('power(image[' ~ vector ~ '], 2)', 18) }})
            {{- "," if not loop.last }}
            {% endfor %}
        ) as lengths
    from {{ block }}
{%- endmacro %}


{% macro spark_products(block, units, other_units) -%}
    select
        transform(
            array_sort(collect_list(struct(vector, products_of_vector))),
            x -> x.products_of_vector
        ) as products
    from (
        select
            vector,
            transform(
                array_sort(collect_list(struct(other_vector, product))), x -> x.product
            ) as products_of_vector
        from (
            select
                vector,
                other_vector,
                sum(unit * other_unit) / {{ recmart.fixed_point(52) }} as product
            from {{ block }}
            lateral view posexplode({{ units }}) first_units as vector, unit
            lateral view posexplode({{ other_units }}) second_units as other_vector, other_unit
            group by vector, other_vector
        ) as cells
        group by vector
    ) as rows_of_cells
{%- endmacro %}


{% macro spark_next_block(block, triangle, width, is_rough) -%}
    with

    unit_vectors as (

        select
            row_id,
            transform(image, (x, vector) -> round(
                coalesce(x / nullif(lengths[vector], 0), 0) * {{ recmart.fixed_point(26) }}
            )) as units
        from {{ block }}
        cross join ({{ recmart.spark_lengths(block, width) }}) as block_lengths

    ),

    -- The products beside the unit matrix, eliminated downwards.
    eliminated as (

        select
            aggregate(
                sequence(0, {{ width - 1 }}),
                transform(products, (row, place) -> concat(
                    row,
                    transform(
                        sequence(0, {{ width - 1 }}),
                        x -> case when x = place then 1D else 0D end
                    )
                )),
                (cells, step) -> transform(cells, (row, place) -> case
                    when place > step and cells[step][step] > 1e-13
                        then transform(row, (x, column) ->
                            x - cells[step][column] * row[step] / cells[step][step]
                        )
                    else row
                end)
            ) as cells
        from ({{ recmart.spark_products('unit_vectors', 'units', 'units') }})
            as products_of_vectors

    ),

    combinations as (

        select
            transform(cells, (row, place) -> transform(
                slice(row, {{ width + 1 }}, {{ width }}),
                x -> case when row[place] > 1e-13 then x / sqrt(row[place]) else 0D end
            )) as coefficients
        from eliminated

    ),

    orthonormal as (

        select
            unit_vectors.row_id,
            transform(combinations.coefficients, combination -> {{ recmart.dot_product(
                'transform(unit_vectors.units, x -> x / ' ~ recmart.fixed_point(26) ~ ')',
                'combination'
            ) }}) as coordinates
        from unit_vectors
        cross join combinations

    ),

    in_units as (

        select
            row_id,
            transform(coordinates, x -> round(x * {{ recmart.fixed_point(29) }})) as v
        from orthonormal

    ),

    images as (

        select
            cells.row_id,
            array(
                {% for vector in range(width) -%}
                (
                    sum(cells.high * in_units.v[{{ vector }}])
                    {%- if not is_rough %}
                    + sum(cells.low * in_units.v[{{ vector }}]) / {{ recmart.fixed_point(23) }}
                    {%- endif %}
                ) / {{ recmart.fixed_point(52) }}{{ "," if not loop.last }}
                {% endfor %}
            ) as image
        from ({{ recmart.both_triangles(triangle, ['high', 'low']) }}) as cells
        inner join in_units on cells.column_id = in_units.row_id
        group by cells.row_id

    )

    select
        orthonormal.row_id,
        orthonormal.coordinates,
        images.image
    from orthonormal
    inner join images on orthonormal.row_id = images.row_id
{%- endmacro %}


{#- As `diagonalised`, of one row that holds all cells, and the unit matrix below them. -#}
{% macro spark_diagonalised(relation, width) -%}
    {%- set modulus = width if width % 2 == 1 else width + 1 -%}
    select
        aggregate(
            sequence(0, {{ 10 * modulus - 1 }}),
            concat(
                transform(cells, (row, i) -> transform(row, (x, k) -> (x + cells[k][i]) / 2)),
                transform(sequence(0, {{ width - 1 }}), i -> transform(
                    sequence(0, {{ width - 1 }}),
                    k -> case when i = k then 1D else 0D end
                ))
            ),
            (m, step) -> transform(
                array(transform(
                    transform(
                        sequence(0, {{ width - 1 }}),
                        i -> struct(
                            i,
                            (step % {{ modulus }} + {{ modulus }} - i) % {{ modulus }} as j
                        )
                    ),
                    pair -> transform(
                        array(case
                            when pair.j >= {{ width }} or pair.j = pair.i then null
                            else nullif(
                                m[least(pair.i, pair.j)][greatest(pair.i, pair.j)], 0
                            )
                        end),
                        common -> transform(
                            array(
                                (
                                    m[greatest(pair.i, pair.j)][greatest(pair.i, pair.j)]
                                    - m[least(pair.i, pair.j)][least(pair.i, pair.j)]
                                ) / (2 * common)
                            ),
                            cotangent -> transform(
                                array(
                                    case when cotangent < 0 then -1D else 1D end
                                    / (abs(cotangent) + sqrt(1 + cotangent * cotangent))
                                ),
                                tangent -> struct(
                                    case when common is null then pair.i else pair.j end
                                        as partner,
                                    coalesce(1 / sqrt(1 + tangent * tangent), 1D) as own,
                                    coalesce(
                                        tangent / sqrt(1 + tangent * tangent)
                                        * case when pair.i < pair.j then -1 else 1 end,
                                        0D
                                    ) as other
                                )
                            )[0]
                        )[0]
                    )[0]
                )),
                turns -> transform(m, (row, r) -> transform(row, (x, c) ->
                    case
                        when r >= {{ width }}
                            then turns[c].own * x + turns[c].other * row[turns[c].partner]
                        else
                            turns[r].own * (
                                turns[c].own * x + turns[c].other * row[turns[c].partner]
                            )
                            + turns[r].other * (
                                turns[c].own * m[turns[r].partner][c]
                                + turns[c].other * m[turns[r].partner][turns[c].partner]
                            )
                    end
                ))
            )[0]
        ) as cells
    from {{ relation }}
{%- endmacro %}
