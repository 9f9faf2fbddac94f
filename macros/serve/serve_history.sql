{% macro serve_history() %}
create or replace macro history("domain", user_id, m := 10, "offset" := 0) as table
select user_history.* exclude (user_id)
from query_table("domain" || '.user_history') as user_history
where user_history.user_id = {{ recmart.asked_id('user_id') | indent(4) }}
order by user_history.rank
limit {{ recmart.checked_count('m') | indent(4) }}
offset {{ recmart.checked_count('offset', least=0) | indent(4) }}
{% endmacro %}
