{% macro serve_history() %}
create or replace macro history("domain", user_id, m := 10) as table
select
    user_history.rank,
    user_history.item_id,
    user_history.title,
    user_history.occurred_at,
    user_history.event_type,
    user_history.interactions
from query_table("domain" || '.user_history') as user_history
where user_history.user_id = user_id and user_history.rank <= m
order by user_history.rank
{% endmacro %}
