with

pings as (

    select
        popularity.item_id,
        popularity.category,
        popularity.creator_id,
        popularity.engagement,
        -- Whole days, and never fewer for a fraction of a second.
        floor(
            {{ dbt.datediff(
                'popularity.created_at',
                'max(popularity.created_at) over ()',
                'microsecond'
            ) }} / cast(86400000000 as double)
        ) as age_in_days
    from {{ ref('int_pings__item_popularity') }} as popularity

),

extremes as (

    select
        min(engagement) as least_engagement,
        max(engagement) as most_engagement
    from pings

),

measured as (

    select
        pings.item_id,
        pings.category,
        pings.creator_id,
        coalesce(
            (pings.engagement - extremes.least_engagement)
            / nullif(extremes.most_engagement - extremes.least_engagement, 0),
            0
        ) as popularity,
        1 / (1 + coalesce(pings.age_in_days, 30)) as freshness
    from pings
    cross join extremes

),

weighed as (

    select
        *,
        {{ recmart.pings_contribution('popularity', 'popularity') | indent(8) }}
            as popularity_units,
        {{ recmart.pings_contribution('freshness', 'freshness') | indent(8) }}
            as freshness_units
    from measured

),

numbered as (

    select
        *,
        popularity_units + freshness_units as base_units,
        row_number() over (order by item_id) as item_number
    from weighed

)

select
    *,
    row_number() over (order by base_units desc, item_number asc) as base_rank,
    row_number() over (
        partition by category
        order by base_units desc, item_number asc
    ) as rank_in_category,
    row_number() over (
        partition by creator_id, category
        order by base_units desc, item_number asc
    ) as rank_in_creator_and_category
from numbered
