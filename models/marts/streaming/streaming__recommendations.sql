{{ config(materialized='table_by_block' if var('diversity') else 'table') }}

{% set weights = recmart.parameter('streaming', 'weights') -%}
{% set merchandising = recmart.merchandising_of('streaming') -%}
{% set most_per = recmart.most_per_of('streaming') -%}
with

segment_candidates as (

    {{ recmart.segment_candidates(
        segment_popularity=ref('int_streaming__segment_popularity'),
        user_segments=ref('int_streaming__user_segments'),
    ) | indent(4) }}

),

popular_candidates as (

    {{ recmart.popular_candidates(
        users=ref('int_streaming__users'),
        popularity=ref('int_streaming__item_popularity'),
        exclusions=ref('int_streaming__exclusions'),
        candidates=recmart.with_hidden(
            (5 if most_per else 1) * var('recommendations_per_user'), merchandising
        ),
    ) | indent(4) }}

),

{% if var('diversity') -%}
similarity as (

    {{ recmart.item_similarity(
        weights=ref('int_streaming__item_weights'),
        popularity=ref('int_streaming__item_popularity'),
        likes=ref('int_streaming__item_likes'),
    ) | indent(4) }}

),

{% endif -%}
blended as (

    {{ recmart.blend(
        sources=[
            {
                'name': 'similar',
                'relation': ref('int_streaming__similar_candidates') if weights.similar,
                'weight': weights.similar,
            },
            {
                'name': 'segment',
                'relation': 'segment_candidates',
                'weight': weights.segment,
            },
            {
                'name': 'popular',
                'relation': 'popular_candidates',
                'weight': weights.popular,
                'of_all': 'popular',
            },
        ],
        exclusions=ref('int_streaming__exclusions'),
        popularity=ref('int_streaming__item_popularity'),
        list_size=var('recommendations_per_user'),
        diversity=var('diversity'),
        explorable=ref('int_streaming__item_popularity'),
        exploration_share=var('exploration_share', 0),
        exploration_max_users=var('exploration_max_users', 5),
        similarity='similarity',
        merchandising=merchandising,
        most_per=most_per,
        catalogue=ref('streaming__catalogue') if most_per else none,
        user_segments=ref('int_streaming__user_segments'),
    ) | indent(4) }}

)

select * from blended
order by user_id, rank
