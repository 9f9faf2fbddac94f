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
