{#- Each measure of a day in a row of its own. -#}
{%- set measures = [
    'watch_through_rate',
    'engagement_per_impression',
    'hit_rate_at_10',
    'median_seconds_to_engagement',
    'item_coverage',
    'impressions_without_view_share',
] -%}
with

health as (

    select * from {{ ref('pings__recommendation_health') }}
    where day is not null

),

-- Of events, not of days: a day is one row of the health, however much happened on it.
moment as (

    {{ recmart.moment(
        ref('int_pings__events'), 'occurred_at', is_cut=false
    ) | indent(4) }}

),

measures as (

    {%- for measure in measures %}

    select
        day,
        '{{ measure }}' as measure,
        {{ measure }} as value
    from health
    where {{ measure }} is not null
    {%- if not loop.last %}

    union all
    {%- endif %}
    {%- endfor %}

)

select
    measures.day,
    cast({{ dbt.datediff(
        'measures.day', 'moment.now_at', 'day'
    ) }} as {{ dbt.type_bigint() }}) as days_ago,
    measures.measure,
    measures.value,
    avg(measures.value) over (
        partition by measures.measure
        order by measures.day
        range between interval '6' day preceding and current row
    ) as mean_of_week
from measures
cross join moment
order by measures.measure, measures.day
