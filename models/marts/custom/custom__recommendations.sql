{{ config(
    materialized='table_by_block' if var('diversity') else 'table',
    enabled=recmart.is_wanted('custom'),
) }}

{% set weights = recmart.parameter('custom', 'weights') -%}
{% set merchandising = recmart.merchandising_of('custom') -%}
{% set most_per = recmart.most_per_of('custom') -%}
with

popular_candidates as (

    {{ recmart.popular_candidates(
        users=ref('int_custom__users'),
        popularity=ref('int_custom__item_popularity'),
        exclusions=ref('int_custom__exclusions'),
        candidates=recmart.with_hidden(
            (5 if most_per else 1) * var('recommendations_per_user'), merchandising
        ),
    ) | indent(4) }}

),

{% if var('diversity') -%}
similarity as (

    {{ recmart.item_similarity(
        weights=ref('int_custom__item_weights'),
        popularity=ref('int_custom__item_popularity'),
        likes=ref('int_custom__item_likes'),
    ) | indent(4) }}

),

{% endif -%}
blended as (

    {{ recmart.blend(
        sources=[
            {
                'name': 'repeat',
                'relation': ref('int_custom__repeat_candidates') if weights.repeat,
                'weight': weights.repeat,
                'scale': 'none',
            },
            {
                'name': 'repeat_knn',
                'relation': (
                    ref('int_custom__repeat_knn_candidates') if weights.repeat_knn
                ),
                'weight': weights.repeat_knn,
                'scale': 'none',
            },
            {
                'name': 'similar',
                'relation': ref('int_custom__similar_candidates') if weights.similar,
                'weight': weights.similar,
            },
            {
                'name': 'next',
                'relation': ref('int_custom__next_candidates') if weights.next,
                'weight': weights.next,
            },
            {
                'name': 'user_knn',
                'relation': ref('int_custom__user_knn_candidates') if weights.user_knn,
                'weight': weights.user_knn,
            },
            {
                'name': 'content',
                'relation': ref('int_custom__content_candidates') if weights.content,
                'weight': weights.content,
            },
            {
                'name': 'popular',
                'relation': 'popular_candidates',
                'weight': weights.popular,
                'of_all': 'popular',
            },
        ],
        exclusions=ref('int_custom__exclusions'),
        popularity=ref('int_custom__item_popularity'),
        list_size=var('recommendations_per_user'),
        diversity=var('diversity'),
        explorable=ref('int_custom__item_popularity'),
        exploration_share=var('exploration_share', 0),
        exploration_max_users=var('exploration_max_users', 5),
        similarity='similarity',
        merchandising=merchandising,
        most_per=most_per,
        catalogue=ref('custom__catalogue') if most_per else none,
    ) | indent(4) }}

)

select * from blended
order by user_id, rank
