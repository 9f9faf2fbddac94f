{% macro days_with_gaps(rows, time_column, weight=none) %}
    {#- How the rows lie in time, a row per day: what tells a stray from the others. -#}
    {%- do recmart.check_arguments('days_with_gaps', {
        'rows': ['relation', rows],
        'time_column': ['string', time_column],
        'weight': ['optional[string]', weight],
    }) -%}
with

days as (

    select
        cast({{ time_column }} as date) as calendar_day,
        min({{ time_column }}) as first_at,
        max({{ time_column }}) as last_at,
        {{ 'sum(' ~ weight ~ ')' if weight else 'count(*)' }} as rows_of_day
    from {{ rows }}
    where {{ time_column }} is not null
    group by cast({{ time_column }} as date)

)

select
    calendar_day,
    first_at,
    last_at,
    rows_of_day,
    sum(rows_of_day) over () as all_rows,
    sum(rows_of_day) over (
        order by calendar_day rows between unbounded preceding and current row
    ) as rows_up_to_day,
    sum(rows_of_day) over (
        order by calendar_day desc rows between unbounded preceding and current row
    ) as rows_from_day,
    {{ dbt.datediff(
        'lag(calendar_day) over (order by calendar_day)', 'calendar_day', 'day'
    ) }} as days_before,
    {{ dbt.datediff(
        'calendar_day', 'lead(calendar_day) over (order by calendar_day)', 'day'
    ) }} as days_after
from days
{% endmacro %}
