with

interactions as (

    select
        *,
        {{ recmart.age_days('occurred_at') }} as age_days
    from {{ ref('stg_pings__interactions') }}
    where {{ recmart.is_visible('occurred_at') }}

),

measured as (

    select
        interactions.user_id,
        interactions.ping_id as item_id,
        interactions.occurred_at,
        -- An event without a time counts as old as the oldest.
        coalesce(
            interactions.age_days, max(interactions.age_days) over (), 0
        ) as age_days,
        coalesce(interactions.event_type, 'unknown') as event_type,
        case
            when interactions.event_type = 'view'
                then
                    coalesce(interactions.watch_time_sec, 0)
                    / coalesce(items.duration_sec, 30)
        end as watch_time_ratio
    from interactions
    left join {{ ref('int_pings__items') }} as items
        on interactions.ping_id = items.item_id

),

scored as (

    select
        *,
        cast(
            {{ recmart.pings_event_score('event_type', 'watch_time_ratio') | indent(12) }}
            as double
        ) as engagement
    from measured

)

select
    user_id,
    item_id,
    occurred_at,
    age_days,
    event_type,
    case
        when
            {{ recmart.pings_is_high_engagement(
                'event_type', 'watch_time_ratio'
            ) | indent(12) }}
            then engagement
        else 0
    end as strength,
    false as is_negative,
    cast(null as {{ dbt.type_string() }}) as basket_id,
    watch_time_ratio,
    engagement
from scored
