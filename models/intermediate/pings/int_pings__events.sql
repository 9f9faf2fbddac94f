{{ config(materialized='view') }}

with

measured as (

    select
        interactions.user_id,
        interactions.ping_id as item_id,
        interactions.occurred_at,
        {{ recmart.is_visible('interactions.occurred_at') }} as is_visible,
        coalesce(interactions.event_type, 'unknown') as event_type,
        case
            when interactions.event_type = 'view'
                then
                    coalesce(interactions.watch_time_sec, 0)
                    / coalesce(pings.duration_sec, 30)
        end as watch_time_ratio
    from {{ ref('stg_pings__interactions') }} as interactions
    left join {{ ref('int_pings__pings') }} as pings
        on interactions.ping_id = pings.ping_id

),

scored as (

    select
        *,
        {{ recmart.pings_event_score('event_type', 'watch_time_ratio') | indent(4) }}
            as engagement,
        {{ recmart.pings_is_high_engagement('event_type', 'watch_time_ratio')
            | indent(4) }} as is_high_engagement
    from measured

)

select
    user_id,
    item_id,
    occurred_at,
    is_visible,
    event_type,
    cast(
        case when is_high_engagement then engagement else 0 end
        as {{ recmart.type_double() }}
    ) as strength,
    false as is_negative,
    1 as gain,
    cast(null as {{ dbt.type_string() }}) as basket_id,
    watch_time_ratio,
    engagement,
    is_high_engagement
from scored
