with

catalogue as (

    select * from {{ ref('int_pings__item_popularity') }}

),

moment as (

    {{ recmart.moment('catalogue', 'created_at', is_cut=false) | indent(4) }}

),

pings as (

    select
        catalogue.item_id,
        catalogue.category,
        catalogue.creator_id,
        catalogue.engagement,
        -- Whole days, and never fewer for a fraction of a second.
        floor(
            {{ recmart.age_days('catalogue.created_at', 'moment.now_at') | indent(12) }}
        ) as age_in_days
    from catalogue
    cross join moment

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
