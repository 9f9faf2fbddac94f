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
    {{ recmart.profile_of_user(attributes) }} as attributes,
    coalesce(items_of_user.items, 0) as items
from {{ users }} as users
left join items_of_user on users.user_id = items_of_user.user_id
order by users.user_id
{% endmacro %}


{% macro profile_of_user(attributes) %}
    {{ return(adapter.dispatch('profile_of_user', 'recmart')(attributes)) }}
{% endmacro %}


{% macro default__profile_of_user(attributes) -%}
    {% if attributes -%}
    map {
        {% for name in attributes -%}
        '{{ name }}': users.{{ name }}{{ "," if not loop.last }}
        {% endfor -%}
    }
    {%- else -%}
    cast(map() as map(varchar, varchar))
    {%- endif %}
{%- endmacro %}


{% macro spark__profile_of_user(attributes) -%}
    {%- if attributes -%}
    map(
        {% for name in attributes -%}
        '{{ name }}', users.{{ name }}{{ "," if not loop.last }}
        {% endfor -%}
    )
    {%- else -%}
    cast(map() as map<string, string>)
    {%- endif -%}
{%- endmacro %}


{% macro postgres__profile_of_user(attributes) -%}
    jsonb_build_object(
        {% for name in attributes -%}
        '{{ name }}', users.{{ name }}{{ "," if not loop.last }}
        {% endfor %}
    )
{%- endmacro %}
