{{ config(
    materialized='table_function',
    enabled=target.profile_name == 'recmart' and target.type == 'duckdb',
    parameters=['asked_user', 'asked_items', 'asked_filters', 'list_size'],
) }}

{#- No shallower than the build, of whose list a shorter one is the beginning. -#}
{% set depth = 'greatest(list_size, ' ~ var('recommendations_per_user') ~ ')' -%}
{% set weights = recmart.parameter('custom', 'weights') -%}
{% set merchandising = recmart.merchandising_of('custom', is_served=true) -%}
{% set most_per = recmart.most_per_of('custom') -%}
with

{{ recmart.asked(
    catalogue=recmart.here(ref('custom__catalogue')),
    user_items=recmart.here(ref('int_custom__user_items')),
    exclusions=recmart.here(ref('int_custom__exclusions')),
) }}

{% if weights.repeat -%}
repeat_candidates as (

    select * from {{ recmart.here(ref('int_custom__repeat_candidates')) }}
    where user_id = asked_user and asked_items is null

),

{% endif -%}
{% if weights.similar -%}
similar_weights as (

    {{ recmart.wanted_weights(ref('int_custom__item_weights')) | indent(4) }}

),

similar_candidates as (

    {{ recmart.similar_candidates(
        user_items='liked',
        weights='similar_weights',
        popularity=recmart.here(ref('custom__catalogue')),
        exclusions='barred_pairs',
        reason='similar to',
        because="case when asked_items is null then 'which you liked' end",
        history_size=recmart.parameter('custom', 'history_size'),
        evidence_exponent=recmart.parameter('custom', 'evidence_exponent'),
        recency_exponent=recmart.parameter('custom', 'recency_exponent'),
        own_items='own_items',
    ) | indent(4) }}

),

{% endif -%}
{% if weights.next -%}
next_weights as (

    {{ recmart.wanted_weights(ref('int_custom__next_weights')) | indent(4) }}

),

next_candidates as (

    {{ recmart.similar_candidates(
        user_items='liked',
        weights='next_weights',
        popularity=recmart.here(ref('custom__catalogue')),
        exclusions='barred_pairs',
        reason='often comes soon after',
        because="case when asked_items is null then 'which you liked' end",
        history_size=recmart.parameter('custom', 'next.history_size'),
        evidence_exponent=recmart.parameter('custom', 'next.evidence_exponent'),
        recency_exponent=recmart.parameter('custom', 'next.recency_exponent'),
        own_items='own_items',
    ) | indent(4) }}

),

{% endif -%}
{% if weights.user_knn or weights.repeat_knn -%}
user_numbers as (

    select
        asked_users.user_id,
        coalesce(user_numbers.user_number, 0) as user_number
    from asked_users
    left join {{ recmart.here(ref('int_custom__user_numbers')) }} as user_numbers
        on asked_users.user_id = user_numbers.user_id

),

given_ranks as (

    select
        user_numbers.user_number,
        catalogue.rank as item_rank
    from given_items
    inner join {{ recmart.here(ref('custom__catalogue')) }} as catalogue
        on given_items.item_id = catalogue.item_id
    cross join user_numbers

),

{% endif -%}
{% if weights.user_knn -%}
given_neighbours as (

    {{ recmart.user_neighbours(
        likes=recmart.here(ref('int_custom__item_likes')),
        rarity=recmart.here(ref('int_custom__item_rarity')),
        asked='given_ranks',
        user_exponent=recmart.parameter('custom', 'user_knn.user_exponent'),
        neighbours=recmart.parameter('custom', 'user_knn.neighbours'),
    ) | indent(4) }}

),

user_neighbours as (

    select neighbours.*
    from {{ recmart.here(ref('int_custom__user_neighbours')) }} as neighbours
    inner join user_numbers on neighbours.user_number = user_numbers.user_number
    where asked_items is null

    union all by name

    select * from given_neighbours

),

wanted_likes as (

    select likes.*
    from {{ recmart.here(ref('int_custom__item_likes')) }} as likes
    inner join wanted_items on likes.item_rank = wanted_items.item_rank

),

user_knn_candidates as (

    {{ recmart.user_knn_candidates(
        neighbours='user_neighbours',
        likes='wanted_likes',
        users='user_numbers',
        popularity=recmart.here(ref('custom__catalogue')),
        exclusions='barred_pairs',
    ) | indent(4) }}

),

{% endif -%}
{% if weights.repeat_knn -%}
all_user_numbers as (

    select
        user_id,
        user_number
    from {{ recmart.here(ref('int_custom__user_numbers')) }}

    union all

    select
        user_id,
        user_number
    from user_numbers
    where user_number = 0

),

wanted_repeats as (

    select repeats.*
    from {{ recmart.here(ref('int_custom__repeat_candidates')) }} as repeats
    inner join wanted_items on repeats.item_id = wanted_items.item_id

),

given_repeat_neighbours as (

    {{ recmart.user_neighbours(
        likes=recmart.here(ref('int_custom__item_likes')),
        rarity=recmart.here(ref('int_custom__repeat_rarity')),
        asked='given_ranks',
        user_exponent=recmart.parameter('custom', 'repeat_knn.user_exponent'),
        neighbours=recmart.parameter('custom', 'repeat_knn.neighbours'),
    ) | indent(4) }}

),

repeat_neighbours as (

    select neighbours.*
    from {{ recmart.here(ref('int_custom__repeat_neighbours')) }} as neighbours
    inner join user_numbers on neighbours.user_number = user_numbers.user_number
    where asked_items is null

    union all by name

    select * from given_repeat_neighbours

),

repeat_knn_candidates as (

    {{ recmart.repeat_knn_candidates(
        neighbours='repeat_neighbours',
        repeats='wanted_repeats',
        users='all_user_numbers',
        popularity=recmart.here(ref('custom__catalogue')),
        exclusions='barred_pairs',
    ) | indent(4) }}

),

{% endif -%}
{% if weights.content -%}
content_weights as (

    {{ recmart.wanted_weights(ref('int_custom__content_weights')) | indent(4) }}

),

content_candidates as (

    {{ recmart.similar_candidates(
        user_items='liked',
        weights='content_weights',
        popularity=recmart.here(ref('custom__catalogue')),
        exclusions='barred_pairs',
        reason='like',
        because="case when asked_items is null then 'which you liked' end",
        history_size=recmart.parameter('custom', 'history_size'),
        evidence_exponent=recmart.parameter('custom', 'evidence_exponent'),
        recency_exponent=recmart.parameter('custom', 'recency_exponent'),
        is_collaborative=false,
    ) | indent(4) }}

),

{% endif -%}
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
                'name': 'repeat',
                'relation': 'repeat_candidates',
                'weight': weights.repeat,
                'scale': 'none',
            },
            {
                'name': 'repeat_knn',
                'relation': 'repeat_knn_candidates',
                'weight': weights.repeat_knn,
                'scale': 'none',
            },
            {
                'name': 'similar',
                'relation': 'similar_candidates',
                'weight': weights.similar,
            },
            {
                'name': 'next',
                'relation': 'next_candidates',
                'weight': weights.next,
            },
            {
                'name': 'user_knn',
                'relation': 'user_knn_candidates',
                'weight': weights.user_knn,
            },
            {
                'name': 'content',
                'relation': 'content_candidates',
                'weight': weights.content,
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
        explorable=recmart.here(ref('int_custom__item_popularity')),
        exploration_share=var('exploration_share', 0),
        exploration_max_users=var('exploration_max_users', 5),
        explores=recmart.explores(),
        merchandising=merchandising,
        most_per=most_per,
        catalogue='wanted_items',
        filters='cast(asked_filters as varchar[])',
        similarity=(
            recmart.here(ref('custom__item_similarity')) if var('diversity') else none
        ),
    ) | indent(4) }}

)

{{ recmart.as_list('blended') }}
