{#- A day that is given counts from its beginning, as sign-ups do. -#}
{% set now_at = 'moment.now_at' -%}
{% set now = dbt.date_trunc('day', now_at) if recmart.is_today_a_day() else now_at -%}
with

-- Who is known by events alone has no sign-up, so belongs to neither group.
registered_users as (

    select
        user_id,
        signed_up_at
    from {{ ref('int_pings__users') }}
    where
        is_registered
        and (signed_up_at is null or {{ recmart.is_visible('signed_up_at') }})

),

moment as (

    {{ recmart.moment('registered_users', 'signed_up_at', is_cut=false) | indent(4) }}

),

grouped_users as (

    select
        registered_users.user_id,
        coalesce(
            registered_users.signed_up_at
            >= {{ dbt.dateadd('day', -7, now) }},
            false
        ) as is_new
    from registered_users
    cross join moment

),

activity as (

    select
        user_id,
        count(case when event_type = 'view' then 1 end) as view_count,
        {{ recmart.exact_sum('watch_time_ratio') }} as watch_time_ratios,
        count(distinct case
            when {{ recmart.pings_is_engagement('event_type') }} then item_id
        end) as pings
    from {{ ref('int_pings__interactions') }}
    group by user_id

)

select
    grouped_users.is_new,
    {{ recmart.exact_sum('activity.watch_time_ratios') }}
    / nullif(sum(activity.view_count), 0) as avg_watch_time_ratio,
    cast(coalesce(sum(activity.view_count), 0) as {{ dbt.type_bigint() }})
        as view_count,
    cast(coalesce(sum(activity.pings), 0) as {{ recmart.type_double() }})
    / count(*) as avg_pings,
    count(*) as user_count
from grouped_users
left join activity on grouped_users.user_id = activity.user_id
group by grouped_users.is_new
order by grouped_users.is_new
