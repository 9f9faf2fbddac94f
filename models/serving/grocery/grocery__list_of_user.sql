{{ config(
    materialized='table_function',
    enabled=target.profile_name == 'recmart' and target.type == 'duckdb',
    parameters=['asked_user', 'asked_items', 'asked_filters', 'list_size'],
) }}

{#- No shallower than the build, of whose list a shorter one is the beginning. -#}
{% set depth = 'greatest(list_size, ' ~ var('recommendations_per_user') ~ ')' -%}
{% set weights = recmart.parameter('grocery', 'weights') -%}
{% set merchandising = recmart.merchandising_of('grocery', is_served=true) -%}
{% set most_per = recmart.most_per_of('grocery') -%}
with

{{ recmart.asked(
    catalogue=recmart.here(ref('grocery__catalogue')),
    user_items=recmart.here(ref('int_grocery__user_items')),
    exclusions=recmart.here(ref('int_grocery__exclusions')),
) }}

known_pairs as (

    select
        user_id,
        item_id
    from {{ recmart.here(ref('int_grocery__user_items')) }}
    where user_id = asked_user

    union

    select * from barred_pairs

),

{% if weights.repeat -%}
repeat_candidates as (

    select * from {{ recmart.here(ref('int_grocery__repeat_candidates')) }}
    where user_id = asked_user and asked_items is null

),

{% endif -%}
{% if weights.similar -%}
similar_weights as (

    {{ recmart.wanted_weights(ref('int_grocery__item_weights')) | indent(4) }}

),

similar_candidates as (

    {{ recmart.similar_candidates(
        user_items='liked',
        weights='similar_weights',
        popularity=recmart.here(ref('grocery__catalogue')),
        exclusions='known_pairs',
        reason='similar to',
        because="case when asked_items is null then 'which you bought' end",
        history_size=recmart.parameter('grocery', 'history_size'),
        evidence_exponent=recmart.parameter('grocery', 'evidence_exponent'),
        recency_exponent=recmart.parameter('grocery', 'recency_exponent'),
        own_items='own_items',
    ) | indent(4) }}

),

{% endif -%}
{% if weights.together -%}
together_weights as (

    {{ recmart.wanted_weights(ref('int_grocery__basket_weights')) | indent(4) }}

),

together_candidates as (

    {{ recmart.similar_candidates(
        user_items='liked',
        weights='together_weights',
        popularity=recmart.here(ref('grocery__catalogue')),
        exclusions='known_pairs',
        reason='often bought with',
        because="case when asked_items is null then 'which you bought' end",
        history_size=recmart.parameter('grocery', 'together.history_size'),
        evidence_exponent=recmart.parameter('grocery', 'together.evidence_exponent'),
        recency_exponent=recmart.parameter('grocery', 'together.recency_exponent'),
        own_items='own_items',
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
                'name': 'similar',
                'relation': 'similar_candidates',
                'weight': weights.similar,
            },
            {
                'name': 'together',
                'relation': 'together_candidates',
                'weight': weights.together,
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
        explorable=recmart.here(ref('int_grocery__item_popularity')),
        exploration_share=var('exploration_share', 0),
        exploration_max_users=var('exploration_max_users', 5),
        explores=recmart.explores(),
        merchandising=merchandising,
        most_per=most_per,
        catalogue='wanted_items',
        filters='cast(asked_filters as varchar[])',
        similarity=(
            recmart.here(ref('grocery__item_similarity')) if var('diversity') else none
        ),
    ) | indent(4) }}

)

{{ recmart.as_list('blended') }}
