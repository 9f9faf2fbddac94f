{{ config(
    materialized='table_function',
    enabled=target.profile_name == 'recmart' and target.type == 'duckdb',
    parameters=['asked_user', 'asked_items', 'asked_filters', 'list_size'],
) }}

with

{{ recmart.asked(
    catalogue=recmart.here(ref('streaming__catalogue')),
    user_items=recmart.here(ref('int_streaming__user_items')),
    exclusions=recmart.here(ref('int_streaming__exclusions')),
) }}

{{ recmart.asked_candidates(
    domain='streaming',
    source='similar',
    weights='item_weights',
    reason='similar to',
    because=recmart.streaming_because(),
) }}

{{ recmart.asked_candidates(
    domain='streaming',
    source='content',
    weights='content_weights',
    reason='like',
    because=recmart.streaming_because(),
    is_collaborative=false,
) }}

{{ recmart.asked_list('streaming', ['similar', 'content', 'segment', 'popular']) }}
