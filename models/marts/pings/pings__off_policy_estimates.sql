{#- What came after the moment of the build; of a live one the last days, which the
    popular of before are held against. -#}
{%- set window_days = recmart.parameter('pings', 'trending.window_days') -%}
{%- set is_live = recmart.as_of() is none -%}
{%- set is_late = 'events.occurred_at > '
    ~ dbt.dateadd('day', -window_days, 'moment.now_at')
    if is_live else 'not events.is_visible' -%}
{%- set steps = [] -%}
with

{% call recmart.step('impressions', steps) %}
    with

    events as (

        select
            user_id,
            item_id,
            occurred_at,
            event_type,
            is_high_engagement,
            is_visible
        from {{ ref('int_pings__events') }}
        where occurred_at is not null

    ),

    {% if is_live -%}
    moment as (

        {{ recmart.moment('events', 'occurred_at') | indent(8) }}

    ),

    {% endif -%}
    dated as (

        select
            events.*,
            {{ is_late }} as is_late
        from events
        {{ "cross join moment" if is_live else "" }}

    ),

    -- Whatever comes of early impressions later is not known yet.
    followed as (

        select
            *,
            min(case when is_high_engagement then occurred_at end) over (
                partition by user_id, item_id, is_late
                order by occurred_at
                range between current row and unbounded following
            ) as next_engagement_at
        from dated

    ),

    rewarded as (

        select
            followed.user_id,
            followed.item_id,
            followed.is_late,
            case
                when
                    followed.next_engagement_at
                    <= {{ dbt.dateadd('hour', 24, 'followed.occurred_at') }}
                    then 1
                else 0
            end as reward,
            viewers.country
        from followed
        left join {{ ref('int_pings__users') }} as viewers
            on followed.user_id = viewers.user_id
        where followed.event_type = 'impression'

    )

    select * from rewarded
{% endcall %}

{% call recmart.step('late_impressions', steps, is_light=true) %}
    select
        user_id,
        item_id,
        reward,
        country
    from impressions
    where is_late
{% endcall %}

{% call recmart.step('logged', steps) -%}
    {{ recmart.modelled_propensities('late_impressions', ['country']) | indent(4) }}
{% endcall %}

{% call recmart.step('policies', steps) %}
    with

    most_engaging as (

        select
            item_id,
            row_number() over (order by sum(reward) desc, item_id) as rank
        from impressions
        where not is_late
        group by item_id

    ),

    logged_users as (

        select distinct user_id from logged

    ),

    -- One of the first ten, each as likely as the others.
    shown as (

        select
            'popular' as policy,
            logged_users.user_id,
            most_engaging.item_id
        from most_engaging
        cross join logged_users
        where most_engaging.rank <= 10

        union all

        select
            'recommendations' as policy,
            user_id,
            item_id
        from {{ ref('pings__recommendations') }}
        where rank <= 10

    ),

    with_probability as (

        select
            policy,
            user_id,
            item_id,
            cast(1 as {{ recmart.type_double() }})
            / count(*) over (partition by policy, user_id) as probability
        from shown

    )

    select * from with_probability
{% endcall %}

estimates as (

    {{ recmart.off_policy_estimates(
        log='logged',
        policies='policies',
        names=['recommendations', 'popular'],
    ) | indent(4) }}

)

select * from estimates
order by policy, estimator
