with

blend as (

    select * from {{ ref('int_pings__blend') }}

),

active_users as (

    select distinct user_id from {{ ref('int_pings__interactions') }}

)

select
    blend.user_id,
    blend.rank,
    blend.item_id,
    blend.title,
    blend.score,
    case when active_users.user_id is null then 'popular' else blend.source end
        as source,  -- noqa: references.keywords
    blend.popularity_score,
    blend.category_affinity_score,
    blend.creator_affinity_score,
    blend.freshness_score,
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
from blend
inner join {{ ref('int_pings__items') }} as items on blend.item_id = items.item_id
inner join {{ ref('int_pings__item_scores') }} as item_scores
    on blend.item_id = item_scores.item_id
left join {{ ref('int_pings__category_affinity') }} as category_affinity
    on
        blend.user_id = category_affinity.user_id
        and items.category = category_affinity.category
left join {{ ref('int_pings__creator_affinity') }} as creator_affinity
    on
        blend.user_id = creator_affinity.user_id
        and items.creator_id = creator_affinity.creator_id
left join active_users on blend.user_id = active_users.user_id
order by blend.user_id, blend.rank
