{% macro evaluated_segments(holdout, users, user_items, attributes={}) %}
    {%- do recmart.check_arguments('evaluated_segments', {
        'holdout': ['relation', holdout],
        'users': ['relation', users],
        'user_items': ['relation', user_items],
        'attributes': ['dict[string, string]', attributes],
    }) -%}
with

evaluated_users as (

    select distinct user_id from {{ holdout }}

),

history as (

    select
        user_id,
        count(*) as items
    from {{ user_items }}
    group by user_id

)

select
    user_id,
    'all' as segment_type,
    'all' as segment
from evaluated_users

union all

select
    evaluated_users.user_id,
    'history_length' as segment_type,
    {{ recmart.history_band('coalesce(history.items, 0)') }} as segment
from evaluated_users
left join history on evaluated_users.user_id = history.user_id
{% for segment_type, column in attributes.items() %}
union all

select
    evaluated_users.user_id,
    '{{ segment_type }}' as segment_type,
    coalesce(users.{{ column }}, 'unknown') as segment
from evaluated_users
left join {{ users }} as users on evaluated_users.user_id = users.user_id
{% endfor %}
{% endmacro %}
