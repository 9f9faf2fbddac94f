{% macro pings_explained(
    candidates, interactions, items, item_scores, category_affinity, creator_affinity
) %}
    {#- Lists of pings with titles, the strongest part of each score, and reasons. -#}
    {%- do recmart.check_arguments('pings_explained', {
        'candidates': ['relation', candidates],
        'interactions': ['relation', interactions],
        'items': ['relation', items],
        'item_scores': ['relation', item_scores],
        'category_affinity': ['relation', category_affinity],
        'creator_affinity': ['relation', creator_affinity],
    }) -%}
{% set parts = ['popularity', 'category_affinity', 'creator_affinity', 'freshness'] -%}
with

listed as (

    select
        *,
        greatest(
            {%- for part in parts -%}
            {{ part }}_score{{ ", " if not loop.last }}
            {%- endfor -%}
        ) as largest_score
    from {{ candidates }}

),

active_users as (

    select distinct user_id from {{ interactions }}

)

select
    listed.user_id,
    listed.rank,
    listed.item_id,
    items.title,
    listed.score,
    case
        when active_users.user_id is null then 'popular'
        {% for part in parts -%}
        when listed.{{ part }}_score = listed.largest_score then '{{ part }}'
        {% endfor %}
    end as source,  -- noqa: references.keywords
    listed.popularity_score,
    listed.category_affinity_score,
    listed.creator_affinity_score,
    listed.freshness_score,
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
from listed
inner join {{ items }} as items on listed.item_id = items.item_id
inner join {{ item_scores }} as item_scores
    on listed.item_id = item_scores.item_id
left join {{ category_affinity }} as category_affinity
    on
        listed.user_id = category_affinity.user_id
        and items.category = category_affinity.category
left join {{ creator_affinity }} as creator_affinity
    on
        listed.user_id = creator_affinity.user_id
        and items.creator_id = creator_affinity.creator_id
left join active_users on listed.user_id = active_users.user_id
{% endmacro %}
