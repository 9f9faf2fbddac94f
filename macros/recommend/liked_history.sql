{% macro liked_history(
    user_items, popularity, history_size=500, evidence_exponent=0, recency_exponent=0
) %}
    {%- do recmart.check_arguments('liked_history', {
        'user_items': ['relation', user_items],
        'popularity': ['relation', popularity],
        'history_size': ['integer', history_size],
        'evidence_exponent': ['float', evidence_exponent],
        'recency_exponent': ['float', recency_exponent],
    }) -%}
with

ranked_likes as (

    select
        user_items.user_id,
        popularity.rank as item_rank,
        user_items.evidence,
        row_number() over (
            partition by user_items.user_id
            order by user_items.age_days, popularity.rank
        ) as recency_rank,
        -- Items of the same age are equally recent.
        rank() over (
            partition by user_items.user_id order by user_items.age_days
        ) as shared_recency_rank
    from {{ user_items }} as user_items
    inner join {{ popularity }} as popularity
        on user_items.item_id = popularity.item_id
    where user_items.is_liked

),

affinities as (

    select
        user_id,
        item_rank,
        case
            when recency_rank <= {{ history_size }}
                then
                    power(evidence, {{ evidence_exponent }})
                    * power(
                        cast(shared_recency_rank as {{ recmart.type_double() }}),
                        -{{ recency_exponent }}
                    )
        end as affinity
    from ranked_likes

),

users as (

    select
        user_id,
        max(affinity) as largest_affinity,
        row_number() over (order by user_id) as user_number
    from affinities
    group by user_id

)

select
    users.user_id,
    users.user_number,
    affinities.item_rank,
    cast(
        {{ recmart.rounded(
            recmart.fixed_point(10) ~ ' * affinities.affinity / users.largest_affinity'
        ) }}
        as {{ dbt.type_bigint() }}
    ) as affinity
from affinities
inner join users on affinities.user_id = users.user_id
{% endmacro %}
