{% macro user_profiles(users, user_items, attributes=[]) %}
    {#- Whom lists can be asked for, and what is known of them that is not personal. -#}
    {%- do recmart.check_arguments('user_profiles', {
        'users': ['relation', users],
        'user_items': ['relation', user_items],
        'attributes': ['list[string]', attributes],
    }) -%}
with

items_of_user as (

    select
        user_id,
        count(*) as items
    from {{ user_items }}
    group by user_id

)

select
    users.user_id,
    {{ recmart.named_attributes(attributes, 'users') }} as attributes,
    coalesce(items_of_user.items, 0) as items
from {{ users }} as users
left join items_of_user on users.user_id = items_of_user.user_id
order by users.user_id
{% endmacro %}
