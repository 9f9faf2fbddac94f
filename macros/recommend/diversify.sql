{% macro diversify(candidates, similarity, diversity, list_size) %}
    {%- do recmart.check_arguments('diversify', {
        'candidates': ['relation', candidates],
        'similarity': ['relation', similarity],
        'diversity': ['float', diversity],
        'list_size': ['any', list_size],
    }) -%}
    {%- if diversity is not number or diversity is boolean or not 0 <= diversity <= 1 -%}
        {{ exceptions.raise_compiler_error(
            "diversify: diversity " ~ diversity ~ " is not a number from 0 to 1."
        ) }}
    {%- endif -%}
    {%- if target.type != 'duckdb' -%}
        {{ exceptions.raise_compiler_error(
            "diversify: diversity above 0 needs DuckDB; on " ~ target.type
            ~ " leave the var diversity at 0."
        ) }}
    {%- endif -%}
    {%- if similarity is none -%}
        {{ exceptions.raise_compiler_error(
            "diversify: there is no similarity to tell by what is alike."
        ) }}
    {%- endif -%}
with

candidates as (

    select * from {{ candidates }}

),

users as (

    select
        user_id,
        max(score) as largest_score,
        row_number() over (order by user_id) as user_number
    from candidates
    group by user_id

),

items as (

    select
        item_id,
        row_number() over (order by item_id) as item_number
    from candidates
    group by item_id

),

-- Values are whole numbers, in units of 2^-40; the twenty bits after them hold the
-- rank, so that no two candidates of a user are worth the same.
relevance as (

    select
        users.user_number,
        items.item_number,
        candidates.rank,
        cast(
            round(
                {{ recmart.fixed_point() }} * {{ 1 - diversity }}
                * coalesce(candidates.score / nullif(users.largest_score, 0), 0)
            ) as {{ dbt.type_bigint() }}
        ) * {{ 2 ** 20 }} - candidates.rank as relevance
    from candidates
    inner join users on candidates.user_id = users.user_id
    inner join items on candidates.item_id = items.item_id

),

-- One of two items may be among the other's neighbours and not the other way round.
neighbours as (

    {% for item, other_item in [
        ('item_id', 'similar_item_id'), ('similar_item_id', 'item_id')
    ] -%}
    select
        items.item_number,
        other_items.item_number as other_item_number,
        similarity.cosine
    from {{ similarity }} as similarity
    inner join items on similarity.{{ item }} = items.item_id
    inner join items as other_items
        on similarity.{{ other_item }} = other_items.item_id
    {{ "union all" if not loop.last }}
    {% endfor %}
),

redundancy as (

    select
        item_number,
        other_item_number,
        cast(
            round({{ recmart.fixed_point() }} * {{ diversity }} * max(cosine))
            as {{ dbt.type_bigint() }}
        ) * {{ 2 ** 20 }} as redundancy
    from neighbours
    group by item_number, other_item_number

),

-- Each step takes the best candidate of every user, marks it by a redundancy of null,
-- and holds it against those that remain.
chosen as (

    with recursive

    steps as (

        select
            0 as step,
            user_number,
            item_number,
            rank,
            relevance,
            cast(0 as {{ dbt.type_bigint() }}) as redundancy
        from relevance

        union all

        (
            with

            remaining as (

                select * from steps
                where redundancy is not null and step < {{ list_size }}

            ),

            best as (

                select
                    user_number,
                    max_by(item_number, relevance - redundancy) as item_number
                from remaining
                -- Of a place, not of a list: a longer one begins like a shorter one.
                where rank <= {{ recmart.pool_size('step + 1') }}
                group by user_number

            )

            select
                remaining.step + 1 as step,
                remaining.user_number,
                remaining.item_number,
                remaining.rank,
                remaining.relevance,
                case
                    when remaining.item_number != best.item_number
                        then greatest(
                            remaining.redundancy, coalesce(redundancy.redundancy, 0)
                        )
                end as redundancy
            from remaining
            inner join best on remaining.user_number = best.user_number
            left join redundancy
                on
                    best.item_number = redundancy.item_number
                    and remaining.item_number = redundancy.other_item_number
        )

    )

    select
        step as rank,
        user_number,
        item_number
    from steps
    where redundancy is null

)

select
    users.user_id,
    items.item_id,
    cast(chosen.rank as {{ dbt.type_bigint() }}) as rank
from chosen
inner join users on chosen.user_number = users.user_number
inner join items on chosen.item_number = items.item_number
{% endmacro %}
