{% macro serve_filled() -%}
    {#- The CTEs that end in `filled`, for a table macro that has `shortage` (places,
        ceiling), `liked` (item_id, evidence) and `barred` (item_id): the items most like
        what is liked, then popular ones. Scores go on falling from the ceiling: by the
        share of the best similarity, then by the share of the first rank. -#}
contributions as (

    select
        neighbours.similar_item_rank as item_rank,
        liked_items.item_id as because_item_id,
        liked_items.title as because_title,
        cast(sqrt(liked.evidence) * neighbours.score as decimal(38, 12))
            as contribution
    from liked
    inner join query_table("domain" || '.catalogue') as liked_items
        on liked.item_id = liked_items.item_id
    inner join query_table("domain" || '.neighbours') as neighbours
        on liked_items.rank = neighbours.item_rank

),

similar_items as (

    select
        contributions.item_rank,
        sum(contributions.contribution) as score,
        arg_max(
            contributions.because_title,
            (contributions.contribution, contributions.because_item_id)
        ) as because_title
    from contributions
    group by contributions.item_rank

),

{# No list needs more than k; windows over all items would cost as much as the rest. -#}
best as (

    select
        catalogue.*,
        similar_items.score as similar_score,
        similar_items.because_title
    from query_table("domain" || '.catalogue') as catalogue
    left join similar_items on catalogue.rank = similar_items.item_rank
    anti join barred on catalogue.item_id = barred.item_id
    where {{ recmart.serve_is_wanted('catalogue.tags') | indent(4) }}
    order by similar_items.score desc nulls last, catalogue.rank
    limit k

),

placed as (

    select
        best.*,
        shortage.places,
        shortage.ceiling,
        row_number() over (
            order by best.similar_score desc nulls last, best.rank
        ) as place,
        shortage.ceiling
        * (best.similar_score / max(best.similar_score) over ()) as scaled_score
    from best
    cross join shortage

),

filled as (

    select
        placed.place,
        placed.item_id,
        placed.title,
        coalesce(
            placed.scaled_score,
            coalesce(min(placed.scaled_score) over (), placed.ceiling)
            * (1 / placed.rank)
        ) as score,
        case when placed.similar_score > 0 then 'similar' else 'popular' end
            as source,
        case
            when placed.similar_score > 0 then 'similar to ' || placed.because_title
            else 'popular'
        end as reason,
        placed.attributes
    from placed
    where placed.place <= placed.places

)
{%- endmacro %}
