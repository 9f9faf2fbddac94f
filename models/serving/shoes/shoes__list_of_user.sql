{{ config(
    materialized='table_function',
    enabled=target.profile_name == 'recmart' and target.type == 'duckdb',
    parameters=['asked_user', 'asked_items', 'asked_filters', 'list_size'],
) }}

{#- No shallower than the build, of whose list a shorter one is the beginning. -#}
{% set depth = 'greatest(list_size, ' ~ var('recommendations_per_user') ~ ')' -%}
{% set weights = recmart.parameter('shoes', 'weights') -%}
{% set merchandising = recmart.merchandising_of('shoes', is_served=true) -%}
{% set most_per = recmart.most_per_of('shoes') -%}
with

{{ recmart.asked(
    catalogue=recmart.here(ref('shoes__catalogue')),
    user_items=recmart.here(ref('int_shoes__user_item_matrix')),
    exclusions=recmart.here(ref('int_shoes__exclusions')),
) }}

{% if weights.collaborative -%}
collaborative_weights as (

    {{ recmart.wanted_weights(ref('int_shoes__taste_weights')) | indent(4) }}

),

collaborative_candidates as (

    {{ recmart.similar_candidates(
        user_items='liked',
        weights='collaborative_weights',
        popularity=recmart.here(ref('shoes__catalogue')),
        exclusions='barred_pairs',
        reason='chosen by those who like',
        because="user_items.because",
        candidates=200,
        evidence_exponent=0.5,
        may_cancel=true,
        own_items='own_items',
    ) | indent(4) }}

),

{% endif -%}
{% if weights.content -%}
content_weights as (

    {{ recmart.wanted_weights(ref('int_shoes__content_weights')) | indent(4) }}

),

content_candidates as (

    {{ recmart.similar_candidates(
        user_items='liked',
        weights='content_weights',
        popularity=recmart.here(ref('shoes__catalogue')),
        exclusions='barred_pairs',
        reason='similar in style to',
        because="user_items.because",
        candidates=200,
        evidence_exponent=0.5,
        is_collaborative=false,
    ) | indent(4) }}

),

{% endif -%}
segments_of_user as (

    select * from {{ recmart.here(ref('int_shoes__user_segments')) }}
    where user_id = asked_user

),

segment_candidates as (

    {{ recmart.segment_candidates(
        segment_popularity=recmart.here(ref('int_shoes__segment_popularity')),
        user_segments='segments_of_user',
    ) | indent(4) }}

),

popular_candidates as (

    {{ recmart.popular_candidates(
        users='asked_users',
        popularity='wanted_items',
        exclusions='barred_pairs',
        candidates=recmart.with_hidden(
            ('5 * ' if most_per else '') ~ depth, merchandising
        ),
    ) | indent(4) }}

),

blended as (

    {{ recmart.blend(
        sources=[
            {
                'name': 'collaborative',
                'relation': 'collaborative_candidates',
                'weight': weights.collaborative,
            },
            {
                'name': 'content',
                'relation': 'content_candidates',
                'weight': weights.content,
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
        exclusions='barred_pairs',
        popularity='wanted_items',
        list_size='list_size',
        wanted='wanted_items',
        diversity=var('diversity'),
        explorable=recmart.here(ref('int_shoes__item_popularity')),
        exploration_share=var('exploration_share', 0),
        exploration_max_users=var('exploration_max_users', 5),
        explores=recmart.explores(),
        merchandising=merchandising,
        most_per=most_per,
        catalogue='wanted_items',
        filters='cast(asked_filters as varchar[])',
        user_segments='segments_of_user',
        similarity=(
            recmart.here(ref('shoes__item_similarity')) if var('diversity') else none
        ),
    ) | indent(4) }}

)

{{ recmart.as_list('blended') }}
