{% set parts = ['popularity', 'category_affinity', 'creator_affinity', 'freshness'] -%}
with

candidates as (

    select
        *,
        greatest(
            {%- for part in parts -%}
            {{ part }}_score{{ ", " if not loop.last }}
            {%- endfor -%}
        ) as largest_score
    from {{ ref('int_pings__candidates') }}

),

active_users as (

    select distinct user_id from {{ ref('int_pings__interactions') }}

)

select
    candidates.user_id,
    candidates.rank,
    candidates.item_id,
    items.title,
    candidates.score,
    case
        when active_users.user_id is null then 'popular'
        {% for part in parts -%}
        when candidates.{{ part }}_score = candidates.largest_score then '{{ part }}'
        {% endfor %}
    end as source,  -- noqa: references.keywords
    candidates.popularity_score,
    candidates.category_affinity_score,
    candidates.creator_affinity_score,
    candidates.freshness_score,
    items.category,
    items.main_hashtag,
    items.creator_id,
    {{ recmart.pings_reason(
        category='items.category',
        category_affinity='category_affinity.affinity',
        creator_affinity='creator_affinity.affinity',
        popularity='item_scores.popularity',
        freshness='item_scores.freshness',
    ) | indent(4) }} as reason
from candidates
inner join {{ ref('int_pings__items') }} as items on candidates.item_id = items.item_id
inner join {{ ref('int_pings__item_scores') }} as item_scores
    on candidates.item_id = item_scores.item_id
left join {{ ref('int_pings__category_affinity') }} as category_affinity
    on
        candidates.user_id = category_affinity.user_id
        and items.category = category_affinity.category
left join {{ ref('int_pings__creator_affinity') }} as creator_affinity
    on
        candidates.user_id = creator_affinity.user_id
        and items.creator_id = creator_affinity.creator_id
left join active_users on candidates.user_id = active_users.user_id
order by candidates.user_id, candidates.rank
