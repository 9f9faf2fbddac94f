{% macro evaluated_lists(
    recommendations, popular_candidates, exclusions, holdout, list_size
) %}
    {%- do recmart.check_arguments('evaluated_lists', {
        'recommendations': ['relation', recommendations],
        'popular_candidates': ['relation', popular_candidates],
        'exclusions': ['relation', exclusions],
        'holdout': ['relation', holdout],
        'list_size': ['integer', list_size],
    }) -%}
with

evaluated_users as (

    select distinct user_id from {{ holdout }}

),

popular as (

    select
        candidates.user_id,
        candidates.item_id,
        row_number() over (
            partition by candidates.user_id
            order by candidates.score desc, candidates.item_id
        ) as rank
    from {{ popular_candidates }} as candidates
    inner join evaluated_users on candidates.user_id = evaluated_users.user_id
    left join {{ exclusions }} as exclusions
        on
            candidates.user_id = exclusions.user_id
            and candidates.item_id = exclusions.item_id
    where exclusions.user_id is null

)

select
    'recommendations' as list_name,
    lists.user_id,
    cast(lists.rank as integer) as rank,
    lists.item_id
from {{ recommendations }} as lists
inner join evaluated_users on lists.user_id = evaluated_users.user_id

union all

select
    'popular' as list_name,
    user_id,
    cast(rank as integer) as rank,
    item_id
from popular
where rank <= {{ list_size }}
{% endmacro %}
