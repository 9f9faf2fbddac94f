with

-- Each event with what came next of the same user on the same ping, itself included.
events as (

    select
        user_id,
        item_id,
        event_type,
        occurred_at,
        cast(occurred_at as date) as event_date,
        watch_time_ratio,
        min(
            case
                when {{ recmart.pings_is_engagement('event_type') }} then occurred_at
            end
        ) over what_follows as next_engagement_at,
        min(case when event_type = 'view' then occurred_at end) over what_follows
            as next_view_at
    from {{ ref('int_pings__interactions') }}
    window what_follows as (
        partition by user_id, item_id
        order by occurred_at
        range between current row and unbounded following
    )

),

-- Events after the moment of the build; without `as_of` there are none.
held_out_events as (

    select
        user_id,
        item_id,
        cast(occurred_at as date) as event_date,
        is_high_engagement
    from {{ ref('int_pings__events') }}
    where not is_visible

),

-- Every event counts for its day and, as one without a day, for the whole.
events_of_period as (

    select
        *,
        event_date as period
    from events
    where event_date is not null

    union all

    select
        *,
        cast(null as date) as period
    from events

),

held_out_events_of_period as (

    select
        *,
        event_date as period
    from held_out_events

    union all

    select
        *,
        cast(null as date) as period
    from held_out_events

),

rates as (

    select
        period,
        count(case when watch_time_ratio >= 0.8 then 1 end)
        / nullif(
            cast(count(watch_time_ratio) as {{ recmart.type_double() }}), 0
        ) as watch_through_rate,
        count(case when {{ recmart.pings_is_engagement('event_type') }} then 1 end)
        / nullif(
            cast(
                count(case when event_type = 'impression' then 1 end)
                as {{ recmart.type_double() }}
            ), 0
        ) as engagement_per_impression
    from events_of_period
    group by period

),

after_impressions as (

    select
        period,
        percentile_cont(0.5) within group (
            order by
                {{ recmart.microseconds_between('occurred_at', 'next_engagement_at') }}
                / cast(1000000 as {{ recmart.type_double() }})
        ) as median_seconds_to_engagement,
        avg(
            case
                when
                    next_view_at
                    <= {{ dbt.dateadd('hour', 24, 'occurred_at') }}
                    then cast(0 as {{ recmart.type_double() }})
                else 1
            end
        ) as impressions_without_view_share
    from events_of_period
    where event_type = 'impression' and occurred_at is not null
    group by period

),

first_ten as (

    select
        user_id,
        item_id
    from {{ ref('pings__recommendations') }}
    where rank <= 10

),

-- Users with anything to hit; those without a list count as missed.
hits_of_user as (

    select
        held_out.period,
        held_out.user_id,
        max(case when first_ten.item_id is null then 0 else 1 end) as hit
    from held_out_events_of_period as held_out
    left join first_ten
        on
            held_out.user_id = first_ten.user_id
            and held_out.item_id = first_ten.item_id
    where held_out.is_high_engagement
    group by held_out.period, held_out.user_id

),

hit_rates as (

    select
        period,
        sum(hit) / cast(count(*) as {{ recmart.type_double() }}) as hit_rate_at_10
    from hits_of_user
    group by period

),

users_of_day as (

    select
        user_id,
        event_date
    from events
    where event_date is not null

    union

    select
        user_id,
        event_date
    from held_out_events

),

-- For a day the lists of those who came, for the whole all lists.
recommended_items as (

    select
        users_of_day.event_date as period,
        count(distinct recommendations.item_id) as items
    from users_of_day
    inner join {{ ref('pings__recommendations') }} as recommendations
        on users_of_day.user_id = recommendations.user_id
    group by users_of_day.event_date

    union all

    select
        cast(null as date) as period,
        count(distinct item_id) as items
    from {{ ref('pings__recommendations') }}

),

catalogue as (

    select count(*) as items from {{ ref('int_pings__items') }}

),

periods as (

    select distinct event_date as period from users_of_day

    union all

    select cast(null as date) as period

)

select
    coalesce(cast(periods.period as {{ dbt.type_string() }}), 'all') as period,
    periods.period as day,  -- noqa: references.keywords
    rates.watch_through_rate,
    rates.engagement_per_impression,
    hit_rates.hit_rate_at_10,
    after_impressions.median_seconds_to_engagement,
    coalesce(recommended_items.items, 0) / nullif(
        cast(catalogue.items as {{ recmart.type_double() }}), 0
    )
        as item_coverage,
    after_impressions.impressions_without_view_share
from periods
cross join catalogue
left join rates on periods.period is not distinct from rates.period
left join after_impressions
    on periods.period is not distinct from after_impressions.period
left join hit_rates on periods.period is not distinct from hit_rates.period
left join recommended_items
    on periods.period is not distinct from recommended_items.period
order by period
