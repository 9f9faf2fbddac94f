{% macro serve_filled() -%}
    {#- The CTEs that end in `filled`, for a table macro that has `shortage` (places,
        ceiling), `liked` (item_id, evidence) and `barred` (item_id): the items most like
        what is liked, then popular ones. Scores go on falling from the ceiling: by the
        share of the best similarity, then by the share of the first rank. -#}
contributions as (

    select
        similarity.similar_item_id as item_id,
        similarity.item_title as because_title,
        similarity.item_id as because_item_id,
        cast(sqrt(liked.evidence) * similarity.score as decimal(38, 12))
            as contribution
    from query_table("domain" || '.item_similarity') as similarity
    inner join liked on similarity.item_id = liked.item_id

),

similar_items as (

    select
        contributions.item_id,
        sum(contributions.contribution) as score,
        arg_max(
            contributions.because_title,
            (contributions.contribution, contributions.because_item_id)
        ) as because_title
    from contributions
    group by contributions.item_id

),

allowed as (

    select
        catalogue.*,
        similar_items.score as similar_score,
        similar_items.because_title,
        shortage.places,
        shortage.ceiling
    from query_table("domain" || '.catalogue') as catalogue
    cross join shortage
    left join similar_items on catalogue.item_id = similar_items.item_id
    anti join barred on catalogue.item_id = barred.item_id
    where {{ recmart.serve_is_wanted('catalogue.tags') | indent(4) }}

),

placed as (

    select
        allowed.*,
        row_number() over (
            order by allowed.similar_score desc nulls last, allowed.rank
        ) as place,
        allowed.ceiling
        * (allowed.similar_score / max(allowed.similar_score) over ()) as scaled_score
    from allowed

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
