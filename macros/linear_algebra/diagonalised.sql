{% macro diagonalised(cells, width, sweeps=10) -%}
    {#- A small symmetric matrix diagonalised by Jacobi's method.

        cells: row_id, column_id (each 0 to width - 1), value. In the result the rows 0
        to width - 1 are the diagonal matrix of eigenvalues, in no order; row width + i,
        column k is coordinate i of eigenvector k.
        In each step every pair of indexes that adds up to the step's number, modulo an
        odd number, is turned so that the cell common to both vanishes; a sweep of as
        many steps meets every pair once. -#}
    {%- do recmart.check_arguments('diagonalised', {
        'cells': ['relation', cells],
        'width': ['integer', width],
        'sweeps': ['integer', sweeps],
    }) -%}
    {{ return(adapter.dispatch('diagonalised', 'recmart')(cells, width, sweeps)) }}
{%- endmacro %}


{% macro default__diagonalised(cells, width, sweeps) -%}
    {%- set modulus = width if width % 2 == 1 else width + 1 -%}
    {%- set steps = sweeps * modulus -%}
with recursive

opposites as (

    select
        phases.phase,
        indexes.index_id,
        (phases.phase + {{ modulus }} - indexes.index_id) % {{ modulus }} as opposite_id
    from (values {{ recmart.first_numbers(2 * width) }}) as indexes (index_id)
    cross join (values {{ recmart.first_numbers(modulus) }}) as phases (phase)

),

-- The coordinates of the eigenvectors stay where they are: they have no partner.
pairs as (

    select
        phase,
        index_id,
        case
            when index_id < {{ width }} and opposite_id < index_id then opposite_id
            else index_id
        end as first_id,
        case
            when index_id >= {{ width }} or opposite_id >= {{ width }} then null
            when opposite_id > index_id then opposite_id
            when opposite_id < index_id then index_id
        end as second_id
    from opposites

),

turned as (

    select
        0 as step,
        cells.row_id,
        cells.column_id,
        (cells.value + mirrored.value) / 2 as value
    from {{ cells }} as cells
    inner join {{ cells }} as mirrored
        on cells.row_id = mirrored.column_id and cells.column_id = mirrored.row_id

    union all

    select
        0 as step,
        {{ width }} + row_id as row_id,
        column_id,
        case when row_id = column_id then 1 else 0 end as value
    from {{ cells }}

    union all

    (
        with

        -- The cells of two pairs of indexes together: a little matrix of two by two.
        blocks as (

            select
                turned.step,
                row_pairs.first_id as first_row,
                row_pairs.second_id as second_row,
                column_pairs.first_id as first_column,
                column_pairs.second_id as second_column,
                {% for row in ['first', 'second'] -%}
                {% for column in ['first', 'second'] -%}
                sum(
                    case
                        when
                            turned.row_id = row_pairs.{{ row }}_id
                            and turned.column_id = column_pairs.{{ column }}_id
                            then turned.value
                        else 0
                    end
                ) as {{ row }}_{{ column }}
                {{- "," if not (row == 'second' and column == 'second') }}
                {% endfor -%}
                {% endfor %}
            from turned
            inner join pairs as row_pairs
                on
                    turned.row_id = row_pairs.index_id
                    and turned.step % {{ modulus }} = row_pairs.phase
            inner join pairs as column_pairs
                on
                    turned.column_id = column_pairs.index_id
                    and turned.step % {{ modulus }} = column_pairs.phase
            where turned.step < {{ steps }}
            group by
                turned.step,
                row_pairs.first_id,
                row_pairs.second_id,
                column_pairs.first_id,
                column_pairs.second_id

        ),

        cotangents as (

            select
                first_row as first_id,
                (second_second - first_first) / (2 * first_second) as cotangent
            from blocks
            where first_row = first_column and first_second != 0

        ),

        tangents as (

            select
                first_id,
                case when cotangent < 0 then -1 else 1 end
                / (abs(cotangent) + sqrt(1 + cotangent * cotangent)) as tangent
            from cotangents

        ),

        angles as (

            select
                first_id,
                1 / sqrt(1 + tangent * tangent) as cosine,
                tangent / sqrt(1 + tangent * tangent) as sine
            from tangents

        ),

        first_indexes as (

            select distinct first_row as first_id from blocks

        ),

        -- What either index of a pair takes from the first and from the second.
        turns as (

            select
                first_indexes.first_id,
                places.place,
                case
                    when places.place = 1 then coalesce(angles.cosine, 1)
                    else coalesce(angles.sine, 0)
                end as of_first,
                case
                    when places.place = 1 then -coalesce(angles.sine, 0)
                    else coalesce(angles.cosine, 1)
                end as of_second
            from first_indexes
            cross join (values (1), (2)) as places (place)
            left join angles on first_indexes.first_id = angles.first_id

        ),

        turned_blocks as (

            select
                blocks.step + 1 as step,
                case
                    when row_turns.place = 1 then blocks.first_row
                    else blocks.second_row
                end as row_id,
                case
                    when column_turns.place = 1 then blocks.first_column
                    else blocks.second_column
                end as column_id,
                row_turns.of_first * (
                    column_turns.of_first * blocks.first_first
                    + column_turns.of_second * blocks.first_second
                )
                + row_turns.of_second * (
                    column_turns.of_first * blocks.second_first
                    + column_turns.of_second * blocks.second_second
                ) as value
            from blocks
            inner join turns as row_turns on blocks.first_row = row_turns.first_id
            inner join turns as column_turns
                on blocks.first_column = column_turns.first_id

        )

        select * from turned_blocks
        where row_id is not null and column_id is not null
    )

)

select
    row_id,
    column_id,
    value
from turned
where step = {{ steps }}
{%- endmacro %}


{% macro postgres__diagonalised(cells, width, sweeps=10) -%}
    {#- A recursion of one row, which holds all cells in an array. An index takes as much of
        itself as `own` says, and of its partner in the step as `other` does. -#}
    {%- set modulus = width if width % 2 == 1 else width + 1 -%}
    {%- set steps = sweeps * modulus -%}
with recursive

turned as (

    select
        0 as step,
        (
            select array_agg(value order by row_id, column_id)
            from (
                select
                    cells.row_id,
                    cells.column_id,
                    (cells.value + mirrored.value) / 2 as value
                from {{ cells }} as cells
                inner join {{ cells }} as mirrored
                    on
                        cells.row_id = mirrored.column_id
                        and cells.column_id = mirrored.row_id
                union all
                select
                    {{ width }} + row_id as row_id,
                    column_id,
                    case when row_id = column_id then 1 else 0 end as value
                from {{ cells }}
            ) as with_unit_matrix
        ) as cells

    union all

    select
        turned.step + 1 as step,
        next_cells.cells
    from turned
    cross join lateral (
        select
            array_agg(partner order by index_id) as partners,
            array_agg(coalesce(1 / sqrt(1 + tangent * tangent), 1) order by index_id)
                as own,
            array_agg(
                case when index_id < partner then -1 else 1 end
                * coalesce(tangent / sqrt(1 + tangent * tangent), 0)
                order by index_id
            ) as other
        from (
            select
                index_id,
                partner,
                case when cotangent < 0 then -1 else 1 end
                / (abs(cotangent) + sqrt(1 + cotangent * cotangent)) as tangent
            from (
                select
                    index_id,
                    partner,
                    case
                        when partner != index_id
                            then (
                                turned.cells[
                                    greatest(index_id, partner) * {{ width + 1 }} + 1
                                ]
                                - turned.cells[
                                    least(index_id, partner) * {{ width + 1 }} + 1
                                ]
                            ) / (2 * nullif(
                                turned.cells[
                                    least(index_id, partner) * {{ width }}
                                    + greatest(index_id, partner) + 1
                                ], 0
                            ))
                    end as cotangent
                from (
                    select
                        index_id,
                        case
                            when opposite_id < {{ width }} then opposite_id else index_id
                        end as partner
                    from (
                        select
                            index_id,
                            (turned.step % {{ modulus }} + {{ modulus }} - index_id)
                            % {{ modulus }} as opposite_id
                        from generate_series(0, {{ width - 1 }}) as indexes (index_id)
                    ) as opposites
                ) as pairs
            ) as cotangents
        ) as tangents
    ) as turns
    cross join lateral (
        -- A product too small for a double is an error there.
        select
            array_agg(
                case when abs(turned_value) < 1e-90 then 0 else turned_value end
                order by place
            ) as cells
        from (
            select
                place,
                case
                    when row_id < {{ width }}
                        then
                            turns.own[row_id + 1] * (
                                turns.own[column_id + 1] * value
                                + turns.other[column_id + 1] * turned.cells[
                                    row_id * {{ width }}
                                    + turns.partners[column_id + 1] + 1
                                ]
                            )
                            + turns.other[row_id + 1] * (
                                turns.own[column_id + 1] * turned.cells[
                                    turns.partners[row_id + 1] * {{ width }}
                                    + column_id + 1
                                ]
                                + turns.other[column_id + 1] * turned.cells[
                                    turns.partners[row_id + 1] * {{ width }}
                                    + turns.partners[column_id + 1] + 1
                                ]
                            )
                    else
                        turns.own[column_id + 1] * value
                        + turns.other[column_id + 1] * turned.cells[
                            row_id * {{ width }} + turns.partners[column_id + 1] + 1
                        ]
                end as turned_value
            from (
                select
                    place,
                    value,
                    cast((place - 1) / {{ width }} as integer) as row_id,
                    cast((place - 1) % {{ width }} as integer) as column_id
                from unnest(turned.cells) with ordinality as cells (value, place)
            ) as places
        ) as turned_cells
    ) as next_cells
    where turned.step < {{ steps }}

)

select
    (place - 1) / {{ width }} as row_id,
    (place - 1) % {{ width }} as column_id,
    cells.value
from turned
cross join lateral unnest(turned.cells) with ordinality as cells (value, place)
where turned.step = {{ steps }}
{%- endmacro %}
