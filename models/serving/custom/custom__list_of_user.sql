{{ config(
    materialized='table_function',
    enabled=target.profile_name == 'recmart' and target.type == 'duckdb',
    parameters=['asked_user', 'asked_items', 'asked_filters', 'list_size'],
) }}

{% set weights = recmart.parameter('custom', 'weights') -%}
with

{{ recmart.asked(
    catalogue=recmart.here(ref('custom__catalogue')),
    user_items=recmart.here(ref('int_custom__user_items')),
    exclusions=recmart.here(ref('int_custom__exclusions')),
) }}

{{ recmart.asked_candidates(
    domain='custom',
    source='similar',
    weights='item_weights',
    reason='similar to',
    because="'which you liked'",
) }}

{{ recmart.asked_candidates(
    domain='custom',
    source='next',
    weights='next_weights',
    reason='often comes soon after',
    because="'which you liked'",
    settings=recmart.history_settings('custom', 'next.'),
) }}

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
{% for source, neighbours, rarity in [
    ('user_knn', 'user_neighbours', 'item_rarity'),
    ('repeat_knn', 'repeat_neighbours', 'repeat_rarity'),
] if weights[source] -%}
given_{{ neighbours }} as (

    {{ recmart.user_neighbours(
        likes=recmart.here(ref('int_custom__item_likes')),
        rarity=recmart.here(ref('int_custom__' ~ rarity)),
        asked='given_ranks',
        user_exponent=recmart.parameter('custom', source ~ '.user_exponent'),
        neighbours=recmart.parameter('custom', source ~ '.neighbours'),
    ) | indent(4) }}

),

{{ neighbours }} as (

    select neighbours.*
    from {{ recmart.here(ref('int_custom__' ~ neighbours)) }} as neighbours
    inner join user_numbers on neighbours.user_number = user_numbers.user_number
    where asked_items is null

    union all by name

    select * from given_{{ neighbours }}

),

{% endfor -%}
{% if weights.user_knn -%}
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
        candidates=recmart.source_depth('custom'),
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
{{ recmart.asked_candidates(
    domain='custom',
    source='content',
    weights='content_weights',
    reason='like',
    because="'which you liked'",
    is_collaborative=false,
) }}

{{ recmart.asked_list('custom', [
    'repeat', 'repeat_knn', 'similar', 'next', 'user_knn', 'content', 'popular'
]) }}
