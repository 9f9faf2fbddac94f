{% macro unusual_days(interactions, domain) %}
    {#- What is unusual about how a domain's events lie in time, a row each. The latest
        day is the 24 hours up to the latest event, so that it is never half a day; it is
        held against those that end at the same hour of the same weekday. -#}
    {%- do recmart.check_arguments('unusual_days', {
        'interactions': ['relation', interactions],
        'domain': ['string', domain],
    }) -%}
    {%- set levels = recmart.monitoring_levels(domain) -%}
    {%- set today = recmart.today() -%}
    {%- set text = dbt.type_string() -%}
    {%- set whole = dbt.type_bigint() -%}
    {%- set weeks = 8 -%}
    {#- Of so few days nothing is usual; of so many weeks on a weekday has its own. -#}
    {%- set enough_days = 14 -%}
    {%- set enough_weeks = 4 -%}
    {#- Of so few events a day, none may be chance; so many make a rate. -#}
    {%- set enough_events = 10 -%}
    {%- set enough_for_rate = 20 -%}
with

events as (

    select
        occurred_at,
        case when strength > 0 and not is_negative then 1 else 0 end as is_like
    from {{ interactions }}
    where occurred_at is not null

),

moment as (

    {{ recmart.moment(
        'events', 'occurred_at', is_cut=false, is_today=false
    ) | indent(4) }}

),

dated as (

    select
        events.is_like,
        cast(floor({{ recmart.age_days('events.occurred_at', 'moment.now_at')
            | indent(8) }}) as integer) as days_ago,
        {{ dbt.datediff('cast(events.occurred_at as date)',
            'cast(moment.now_at as date)', 'day') }} as dates_ago
    from events
    cross join moment
    where events.occurred_at between moment.began_at and moment.now_at

),

counted as (

    select
        'hours' as kind,
        days_ago,
        count(*) as events,
        sum(is_like) as likes
    from dated
    group by days_ago

    union all

    select
        'date' as kind,
        dates_ago as days_ago,
        count(*) as events,
        sum(is_like) as likes
    from dated
    group by dates_ago

),

-- The first day may be a part of one.
spans as (

    select
        kind,
        max(days_ago) - 1 as last_day
    from counted
    group by kind

),

days as (

    select
        spans.kind,
        numbers.days_ago,
        case
            when spans.last_day >= {{ 7 * enough_weeks }} then numbers.days_ago % 7
            else 0
        end as weekday,
        coalesce(counted.events, 0) as events,
        case
            when counted.events >= {{ enough_for_rate }}
                then cast(counted.likes as {{ recmart.type_double() }}) / counted.events
        end as like_rate
    from spans
    inner join (
        values {% for number in range(7 * weeks + 1) -%}
        ({{ number }}){{ ", " if not loop.last }}
        {%- endfor %}
    ) as numbers (days_ago)
        on numbers.days_ago <= spans.last_day
    left join counted
        on spans.kind = counted.kind and numbers.days_ago = counted.days_ago
    where spans.last_day >= {{ enough_days }}

),

usual as (

    select
        kind,
        weekday,
        percentile_cont(0.5) within group (order by events) as events,
        percentile_cont(0.5) within group (order by like_rate) as like_rate,
        count(like_rate) as rates
    from days
    where days_ago > 0
    group by kind, weekday

),

deviations as (

    select
        usual.kind,
        usual.weekday,
        percentile_cont(0.5) within group (
            order by abs(days.events - usual.events)
        ) as events,
        percentile_cont(0.5) within group (
            order by abs(days.like_rate - usual.like_rate)
        ) as like_rate
    from usual
    inner join days on usual.kind = days.kind and usual.weekday = days.weekday
    where days.days_ago > 0
    group by usual.kind, usual.weekday

),

-- In standard deviations: that of the weeks before, of which the median distance from
-- the median is robust; no less than chance alone gives, or a tenth (of a rate, 0.02).
latest as (

    select
        days.events,
        usual.events as usual_events,
        days.like_rate,
        usual.like_rate as usual_like_rate,
        case
            when usual.events >= {{ enough_events }}
                then abs(days.events - usual.events) / greatest(
                    1.4826 * deviations.events, sqrt(usual.events), usual.events / 10.0
                )
            else 0
        end as volume,
        case
            when usual.rates >= {{ enough_weeks }}
                then coalesce(abs(days.like_rate - usual.like_rate), 0) / greatest(
                    1.4826 * deviations.like_rate,
                    sqrt(
                        usual.like_rate * greatest(1 - usual.like_rate, 0)
                        / greatest(days.events, 1)
                    ),
                    0.02
                )
            else 0
        end as like_rate_deviation
    from days
    inner join usual on days.kind = usual.kind and days.weekday = usual.weekday
    inner join deviations
        on days.kind = deviations.kind and days.weekday = deviations.weekday
    where days.kind = 'hours' and days.days_ago = 0

),

missing as (

    select
        count(*) as missing_days,
        min(days.days_ago) as days_ago
    from days
    inner join usual on days.kind = usual.kind and days.weekday = usual.weekday
    where
        days.kind = 'date'
        and days.events = 0
        and usual.events >= {{ enough_events }}

),

findings as (

    select
        'missing_days' as watched,
        {{ recmart.level_of('missing.missing_days', levels.missing_days) | indent(8) }}
            as level,
        cast(missing.missing_days as {{ text }})
        || ' of the last {{ 7 * weeks }} days without any event, the latest '
        || cast(missing.days_ago as {{ text }}) || ' days before '
        || cast(cast(moment.now_at as date) as {{ text }})
        || ' {{ recmart.said_of_level('missing_days', levels.missing_days) }}' as told
    from missing
    cross join moment

    union all

    select
        'volume' as watched,
        {{ recmart.level_of('latest.volume', levels.volume) | indent(8) }} as level,
        cast(latest.events as {{ text }}) || ' events in the 24 hours up to '
        || cast(moment.now_at as {{ text }}) || ', where '
        || cast(cast(round(latest.usual_events) as {{ whole }}) as {{ text }})
        || ' are usual: ' || cast(cast(latest.volume as decimal(18, 1)) as {{ text }})
        || ' standard deviations'
        || ' {{ recmart.said_of_level('volume', levels.volume) }}' as told
    from latest
    cross join moment

    union all

    select
        'like_rate' as watched,
        {{ recmart.level_of('latest.like_rate_deviation', levels.like_rate)
            | indent(8) }} as level,
        cast(cast(round(100 * latest.like_rate) as {{ whole }}) as {{ text }})
        || ' % of the events of the 24 hours up to '
        || cast(moment.now_at as {{ text }}) || ' are likes, where '
        || cast(cast(round(100 * latest.usual_like_rate) as {{ whole }}) as {{ text }})
        || ' % are usual: '
        || cast(cast(latest.like_rate_deviation as decimal(18, 1)) as {{ text }})
        || ' standard deviations'
        || ' {{ recmart.said_of_level('like_rate', levels.like_rate) }}' as told
    from latest
    cross join moment
    {%- if today is not none %}

    union all

    select
        'freshness_days' as watched,
        {{ recmart.level_of(
            dbt.datediff('moment.now_at', today, 'day'), levels.freshness_days
        ) | indent(8) }} as level,
        'the latest event, of ' || cast(moment.now_at as {{ text }}) || ', is '
        || cast({{ dbt.datediff('moment.now_at', today, 'day') }} as {{ text }})
        || ' days old'
        || ' {{ recmart.said_of_level('freshness_days', levels.freshness_days) }}'
            as told
    from moment
    where moment.now_at is not null
    {%- endif %}

)

select
    level,
    watched,
    told
from findings
where
    level > 0
    {#- A build as of a moment says nothing of what comes in now. #}
    {{ "and false" if recmart.as_of() is not none }}
order by level desc, watched
{% endmacro %}
