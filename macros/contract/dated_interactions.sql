{% macro dated_interactions(events, further=[]) %}
    {%- do recmart.check_arguments('dated_interactions', {
        'events': ['relation', events],
        'further': ['list[string]', further],
    }) -%}
with

events as (

    select * from {{ events }}
    where is_visible

),

moment as {{ recmart.written_out() }} (

    {{ recmart.moment('events', 'occurred_at') | indent(4) }}

)

select
    events.user_id,
    events.item_id,
    events.occurred_at,
    -- An event without a time counts as old as the oldest; where none has, as new.
    coalesce(
        {{ recmart.age_days(
            'coalesce(events.occurred_at, moment.began_at)', 'moment.now_at'
        ) | indent(8) }},
        0
    ) as age_days,
    events.event_type,
    events.strength,
    events.is_negative,
    events.basket_id
    {%- for column in further %},
    events.{{ column }}
    {%- endfor %}
from events
cross join moment
{% endmacro %}
