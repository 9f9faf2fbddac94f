with

blended as (

    {{ recmart.blend(
        sources=[
            {
                'name': 'repeat',
                'relation': ref('int_grocery__repeat_candidates'),
                'weight': 1,
                'scale': 'none',
            },
            {
                'name': 'similar',
                'relation': ref('int_grocery__similar_candidates'),
                'weight': 0.03,
            },
            {
                'name': 'together',
                'relation': ref('int_grocery__together_candidates'),
                'weight': 0.01,
            },
            {
                'name': 'popular',
                'relation': ref('int_grocery__popular_candidates'),
                'weight': 0.000001,
            },
        ],
        exclusions=ref('int_grocery__exclusions'),
        popularity=ref('int_grocery__item_popularity'),
        list_size=var('recommendations_per_user'),
        diversity=var('diversity'),
        similarity=ref('grocery__item_similarity') if var('diversity') else none,
    ) | indent(4) }}

)

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
    blended.popular_score,
    blended.reason
from blended
left join {{ ref('int_grocery__user_items') }} as user_items
    on
        blended.user_id = user_items.user_id
        and blended.item_id = user_items.item_id
order by blended.user_id, blended.rank
