{% macro serve_lists(domain) %}
    {#- Where both sides have a say, the score tells who already likes the user; the place
        in the list has to be enough. -#}
select
    user_id,
    rank,
    item_id,
    title,
    case
        when '{{ domain }}' in ({{ recmart.serve_closed_domains() }}) then 1 / rank
        else score
    end as score,
    source,
    reason
from {{ adapter.quote(domain) }}.recommendations
{% endmacro %}
