{% macro segment_metrics(
    lists, user_metrics, holdout, users, user_items, items, segments={}
) %}
    {%- do recmart.check_arguments('segment_metrics', {
        'lists': ['relation', lists],
        'user_metrics': ['relation', user_metrics],
        'holdout': ['relation', holdout],
        'users': ['relation', users],
        'user_items': ['relation', user_items],
        'items': ['relation', items],
        'segments': ['dict[string, string]', segments],
    }) -%}
    {%- set cutoffs = recmart.evaluation_cutoffs() -%}
with

user_segments as (

    {{ recmart.evaluated_segments(
        holdout=holdout,
        users=users,
        user_items=user_items,
        attributes=segments,
    ) | indent(4) }}

),

of_users as (

    {{ recmart.bootstrapped_metrics(
        user_metrics=user_metrics,
        user_segments='user_segments',
        metrics=recmart.user_metric_names(),
    ) | indent(4) }}

),

{% for list_name in ['recommendations', 'popular'] -%}
{{ list_name }}_lists as (

    select
        rank,
        item_id
    from {{ lists }}
    where list_name = '{{ list_name }}'

),

{{ list_name }}_catalogue as (

    {{ recmart.catalogue_metrics(list_name ~ '_lists', items, cutoffs) | indent(4) }}

),

{% endfor -%}
evaluated_users as (

    select count(distinct user_id) as users from {{ holdout }}

)

select * from of_users
{% for metric in ['coverage', 'gini'] %}
union all

select
    'all' as segment_type,
    'all' as segment,
    personal.k,
    '{{ metric }}' as metric,
    evaluated_users.users,
    personal.{{ metric }} as value,
    null as lower,
    null as upper,
    popular.{{ metric }} as popular_value,
    personal.{{ metric }} - popular.{{ metric }} as difference,
    null as difference_lower,
    null as difference_upper,
    null as p_value
from recommendations_catalogue as personal
inner join popular_catalogue as popular on personal.k = popular.k
cross join evaluated_users
where evaluated_users.users > 0
{% endfor %}
{% endmacro %}
