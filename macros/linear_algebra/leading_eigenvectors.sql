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


{% macro postgres__leading_eigenvectors(entries, rank, width, iterations, is_hollow) %}
    {#- There a recursion may read itself once, and not in an aggregate: each is of one row
        that holds all numbers in one array, and what is done to them is asked beside it.
        The same steps in the same units. -#}
    {%- set unit = recmart.fixed_point(26) -%}
with recursive

{{ recmart.columns_of_entries(entries) }}

units as materialized (

    select
        all_entries.row_id,
        columns.row_index as column_index,
        all_entries.value / bound.bound * {{ recmart.fixed_point(23) }} as units
    from all_entries
    inner join columns on all_entries.column_id = columns.row_id
    cross join bound

),

cells as materialized (

    select
        row_id,
        column_index,
        {{ recmart.rounded('units') }} as high,
        {{ recmart.rounded(
            '(units - ' ~ recmart.rounded('units') ~ ') * ' ~ recmart.fixed_point(14)
        ) }} as low
    from units

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
                from columns
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
        with

        block as materialized (

            select
                (place - 1) / {{ width }} + 1 as column_index,
                (place - 1) % {{ width }} as vector,
                value,
                {{ recmart.rounded('value * ' ~ recmart.fixed_point(29)) }} as units
            from unnest(orthonormal.coordinates)
                with ordinality as entries (value, place)

        ),

        projections as materialized (

            select
                cells.row_id,
                block.vector,
                {{ recmart.postgres_product('cells', 'block') }} as value
            from cells
            inner join block on cells.column_index = block.column_index
            group by cells.row_id, block.vector

        ),

        lengths as materialized (

            select
                vector,
                sqrt({{ recmart.exact_sum('power(value, 2)', 18) }}) as length
            from projections
            group by vector

        ),

        directions as materialized (

            select
                projections.row_id,
                projections.vector,
                lengths.length,
                {{ recmart.rounded(
                    'coalesce(projections.value / nullif(lengths.length, 0), 0) * '
                    ~ recmart.fixed_point(29)
                ) }} as units
            from projections
            inner join lengths on projections.vector = lengths.vector

        ),

        products as materialized (

            select
                cells.column_index,
                directions.vector,
                {{ recmart.postgres_product('cells', 'directions') }}
                * max(directions.length) as value
            from cells
            inner join directions on cells.row_id = directions.row_id
            group by cells.column_index, directions.vector

        )

        select
            array_agg(
                products.value
                {%- if is_hollow %} - columns.square * block.value {%- endif %}
                order by products.column_index, products.vector
            ) as image
        from products
        {% if is_hollow -%}
        inner join columns on products.column_index = columns.row_index
        inner join block
            on
                products.column_index = block.column_index
                and products.vector = block.vector
        {% endif -%}
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
    eigenvalues.eigenvalue * bound.bound * bound.bound as eigenvalue,
    columns.row_id,
    sum(last_block.coordinate * diagonalised.value) as value
from last_block
inner join diagonalised on diagonalised.row_id = {{ width }} + last_block.vector
inner join eigenvalues on diagonalised.column_id = eigenvalues.column_id
inner join columns on last_block.row_index = columns.row_index
cross join bound
where eigenvalues.component <= {{ rank }}
group by eigenvalues.component, eigenvalues.eigenvalue, bound.bound, columns.row_id
{% endmacro %}


{% macro postgres_product(cells, block) -%}
    (
        sum({{ cells }}.high * {{ block }}.units)
        + sum({{ cells }}.low * {{ block }}.units) / {{ recmart.fixed_point(14) }}
    ) / {{ recmart.fixed_point(52) }}
{%- endmacro %}


{% macro spark__leading_eigenvectors(entries, rank, width, iterations, is_hollow) %}
    {#- The same steps, most of them tables beside the model's: there no recursion aggregates,
        and a CTE is computed anew wherever it is read. Lists begin at 0. Of entries that
        read a CTE no table can be made. -#}
    {%- set columns = recmart.table_of_step('columns') -%}
    {%- call recmart.written_step(columns) %}
        with

        {{ recmart.columns_of_entries(entries) }}

        all_columns as (

            select
                columns.*,
                bound.bound,
                count(*) over () as all_rows
            from columns
            cross join bound

        )

        select * from all_columns
    {%- endcall -%}
    {%- set bound = '(select max(bound) as bound from ' ~ columns ~ ')' -%}
    {%- set cells = recmart.table_of_step('cells') -%}
    {%- set units = 'entries.value / bound.bound * ' ~ recmart.fixed_point(23) -%}
    {%- call recmart.written_step(cells) %}
        select
            entries.row_id,
            entries.column_id,
            round({{ units }}) as high,
            round(({{ units }} - round({{ units }})) * {{ recmart.fixed_point(14) }}) as low
        from {{ entries }} as entries
        cross join {{ bound }} as bound
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
        from {{ columns }}
    {%- endcall -%}
    {%- set blocks = [block] -%}
    {%- for iteration in range(1, iterations + 2) -%}
        {%- set projections = recmart.table_of_step('projections_' ~ iteration) -%}
        {%- call recmart.written_step(projections) %}
            with

            {{ recmart.spark_orthonormal(blocks[-1], width) }}

            projections as (

                {{ recmart.spark_cells_times_block(
                    cells, 'row_id', 'column_id', 'orthonormal', width
                ) }}

            )

            select * from projections
        {%- endcall -%}
        {%- set block = recmart.table_of_step('block_' ~ iteration) -%}
        {%- call recmart.written_step(block) %}
            {{ recmart.spark_next_block(
                blocks[-1], projections, cells, columns, width, is_hollow
            ) }}
        {%- endcall -%}
        {%- do recmart.dropped_step(projections) -%}
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
    turns.eigenvalue * bound.bound * bound.bound as eigenvalue,
    last_block.row_id,
    {{ recmart.dot_product('last_block.coordinates', 'turns.coefficients') }} as value
from last_block
cross join turns
cross join {{ bound }} as bound
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
        {{ recmart.list_in_order('products_of_vector', 'vector') }} as products
    from (
        select
            vector,
            {{ recmart.list_in_order('product', 'other_vector') }} as products_of_vector
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


{% macro spark_orthonormal(block, width) -%}
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

{%- endmacro %}


{% macro spark_cells_times_block(cells, row_id, column_id, block, width) -%}
    select
        cells.{{ row_id }} as row_id,
        array(
            {% for vector in range(width) -%}
            (
                sum(cells.high * in_units.v[{{ vector }}])
                + sum(cells.low * in_units.v[{{ vector }}]) / {{ recmart.fixed_point(14) }}
            ) / {{ recmart.fixed_point(52) }}{{ "," if not loop.last }}
            {% endfor %}
        ) as image
    from {{ cells }} as cells
    inner join (
        select
            row_id,
            transform(coordinates, x -> round(x * {{ recmart.fixed_point(29) }})) as v
        from {{ block }}
    ) as in_units on cells.{{ column_id }} = in_units.row_id
    group by cells.{{ row_id }}
{%- endmacro %}


{% macro spark_next_block(block, projections, cells, columns, width, is_hollow) -%}
    with

    {{ recmart.spark_orthonormal(block, width) }}

    lengths as (

        {{ recmart.spark_lengths(projections, width) }}

    ),

    directions as (

        select
            projections.row_id,
            transform(projections.image, (x, vector) -> coalesce(
                x / nullif(lengths.lengths[vector], 0), 0
            )) as coordinates
        from {{ projections }} as projections
        cross join lengths

    ),

    images as (

        {{ recmart.spark_cells_times_block(
            cells, 'column_id', 'row_id', 'directions', width
        ) }}

    )

    select
        orthonormal.row_id,
        orthonormal.coordinates,
        transform(images.image, (x, vector) ->
            x * lengths.lengths[vector]
            {%- if is_hollow %}
            - columns.square * orthonormal.coordinates[vector]
            {%- endif %}
        ) as image
    from orthonormal
    inner join images on orthonormal.row_id = images.row_id
    inner join {{ columns }} as columns on orthonormal.row_id = columns.row_id
    cross join lengths
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
