{% macro custom_interactions(events) %}
    {%- do recmart.check_arguments('custom_interactions', {
        'events': ['relation', events],
    }) -%}
with

events as (

    select
        *,
        {{ recmart.age_days('occurred_at') }} as age_days
    from {{ events }}
    where is_visible

)

select
    user_id,
    item_id,
    occurred_at,
    -- An event without a time counts as old as the oldest.
    coalesce(age_days, max(age_days) over (), 0) as age_days,
    event_type,
    strength,
    is_negative,
    basket_id,
    row_number
from events
{% endmacro %}
