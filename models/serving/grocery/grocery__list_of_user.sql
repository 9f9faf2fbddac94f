{{ config(
    materialized='table_function',
    enabled=target.profile_name == 'recmart' and target.type == 'duckdb',
    parameters=['asked_user', 'asked_items', 'asked_filters', 'list_size'],
) }}

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

{{ recmart.asked_candidates(
    domain='grocery',
    source='similar',
    weights='item_weights',
    reason='similar to',
    because="'which you bought'",
    exclusions='known_pairs',
) }}

{{ recmart.asked_candidates(
    domain='grocery',
    source='together',
    weights='basket_weights',
    reason='often bought with',
    because="'which you bought'",
    settings=recmart.history_settings('grocery', 'together.'),
    exclusions='known_pairs',
) }}

{{ recmart.asked_candidates(
    domain='grocery',
    source='content',
    weights='content_weights',
    reason='like',
    because="'which you bought'",
    exclusions='known_pairs',
    is_collaborative=false,
) }}

{{ recmart.asked_list(
    'grocery', ['repeat', 'similar', 'together', 'content', 'popular']
) }}
