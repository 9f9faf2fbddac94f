{{ config(materialized='table_by_block' if var('diversity') else 'table') }}

{% set weights = recmart.parameter('grocery', 'weights') -%}
{% set merchandising = recmart.merchandising_of('grocery') -%}
{% set most_per = recmart.most_per_of('grocery') -%}
with

popular_candidates as (

    {{ recmart.popular_candidates(
        users=ref('int_grocery__users'),
        popularity=ref('int_grocery__item_popularity'),
        exclusions=ref('int_grocery__exclusions'),
        candidates=recmart.with_hidden(
            (5 if most_per else 1) * var('recommendations_per_user'), merchandising
        ),
    ) | indent(4) }}

),

{% if var('diversity') -%}
similarity as (

    {{ recmart.item_similarity(
        weights=ref('int_grocery__item_weights'),
        popularity=ref('int_grocery__item_popularity'),
        likes=ref('int_grocery__item_likes'),
    ) | indent(4) }}

),

{% endif -%}
blended as (

    {{ recmart.blend(
        sources=[
            {
                'name': 'repeat',
                'relation': ref('int_grocery__repeat_candidates') if weights.repeat,
                'weight': weights.repeat,
                'scale': 'none',
            },
            {
                'name': 'similar',
                'relation': ref('int_grocery__similar_candidates') if weights.similar,
                'weight': weights.similar,
            },
            {
                'name': 'together',
                'relation': ref('int_grocery__together_candidates') if weights.together,
                'weight': weights.together,
            },
            {
                'name': 'popular',
                'relation': 'popular_candidates',
                'weight': weights.popular,
                'of_all': 'popular',
            },
        ],
        exclusions=ref('int_grocery__exclusions'),
        popularity=ref('int_grocery__item_popularity'),
        list_size=var('recommendations_per_user'),
        diversity=var('diversity'),
        explorable=ref('int_grocery__item_popularity'),
        exploration_share=var('exploration_share', 0),
        exploration_max_users=var('exploration_max_users', 5),
        similarity='similarity',
        merchandising=merchandising,
        most_per=most_per,
        catalogue=ref('grocery__catalogue') if most_per else none,
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
