{% macro liking_users(user_items, popularity) %}
    {%- do recmart.check_arguments('liking_users', {
        'user_items': ['relation', user_items],
        'popularity': ['relation', popularity],
    }) -%}
select
    user_items.user_id,
    row_number() over (order by user_items.user_id) as user_number,
    count(*) as items
from {{ user_items }} as user_items
inner join {{ popularity }} as popularity on user_items.item_id = popularity.item_id
where user_items.is_liked
group by user_items.user_id
{% endmacro %}
