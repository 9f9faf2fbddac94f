{% macro user_history(interactions, popularity) %}
with

interactions as (

    select * from {{ interactions }}

),

latest as (

    select
        user_id,
        item_id,
        occurred_at,
        event_type,
        age_days,
        count(*) over (partition by user_id, item_id) as interactions,
        row_number() over (
            partition by user_id, item_id
            order by age_days, strength desc, event_type
        ) as recency
    from interactions

)

select
    latest.user_id,
    row_number() over (
        partition by latest.user_id order by latest.age_days, latest.item_id
    ) as rank,
    latest.item_id,
    popularity.title,
    latest.occurred_at,
    latest.event_type,
    latest.interactions
from latest
inner join {{ popularity }} as popularity on latest.item_id = popularity.item_id
where latest.recency = 1
order by latest.user_id, rank
{% endmacro %}
