{% macro all_users(users, interactions, attributes) %}
    {#- Who has a row of their own, and who is known by their interactions alone. -#}
    {%- do recmart.check_arguments('all_users', {
        'users': ['relation', users],
        'interactions': ['relation', interactions],
        'attributes': ['dict[string, string]', attributes],
    }) -%}
with

known_users as (

    select
        user_id,
        {% for name, expression in attributes.items() -%}
        {{ expression }} as {{ name }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ users }}

),

active_users as (

    select distinct user_id from {{ interactions }}

)

select
    coalesce(known_users.user_id, active_users.user_id) as user_id,
    {% for name in attributes -%}
    known_users.{{ name }}{{ "," if not loop.last }}
    {% endfor %}
from known_users
full outer join active_users on known_users.user_id = active_users.user_id
{% endmacro %}
