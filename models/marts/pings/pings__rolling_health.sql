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
    day,
    measure,
    value,
    avg(value) over (
        partition by measure
        order by day
        range between interval 6 days preceding and current row
    ) as mean_of_week
from measures
order by measure, day
