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

    {{ recmart.ranked_eigenvalues('diagonalised') | indent(4) }}

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
