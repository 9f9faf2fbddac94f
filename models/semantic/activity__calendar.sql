{{ config(materialized='view') }}

with

digits as (

    {% for digit in range(10) -%}
    select {{ digit }} as digit
    {{- " union all" if not loop.last }}
    {% endfor %}
),

numbers as (

    select
        ones.digit
        + 10 * tens.digit
        + 100 * hundreds.digit
        + 1000 * thousands.digit
        + 10000 * ten_thousands.digit as day_number
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
    cross join digits as ten_thousands

),

calendar as (

    select
        cast(
            {{ dbt.dateadd('day', 'day_number', "cast('1970-01-01' as date)") }} as date
        ) as day  -- noqa: references.keywords
    from numbers

),

-- No other days: a calendar of all tells of each date that somebody wrote somewhere.
active as (

    select
        min(user_days.day) as first_day,
        max(user_days.day) as last_day
    from {{ ref('activity__user_days') }} as user_days

)

select calendar.day
from calendar
inner join active on calendar.day between active.first_day and active.last_day
