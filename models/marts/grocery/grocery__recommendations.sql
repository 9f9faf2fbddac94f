{{ config(materialized='table_by_block') }}

with

{{ recmart.blended_lists(
    'grocery', ['repeat', 'similar', 'together', 'content', 'popular']
) }}

select
    blended.user_id,
    blended.rank,
    blended.item_id,
    blended.title,
    blended.score,
    case when user_items.item_id is null then 'new' else 'repeat' end as kind,
    blended.source,
    blended.repeat_score,
    blended.similar_score,
    blended.together_score,
    blended.content_score,
    blended.popular_score,
    blended.reason
from blended
left join {{ ref('int_grocery__user_items') }} as user_items
    on
        blended.user_id = user_items.user_id
        and blended.item_id = user_items.item_id
order by blended.user_id, blended.rank
