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
    where day_number < 36525

)

select * from calendar
