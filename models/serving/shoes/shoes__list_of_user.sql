{{ config(
    materialized='table_function',
    enabled=target.profile_name == 'recmart' and target.type == 'duckdb',
    parameters=['asked_user', 'asked_items', 'asked_filters', 'list_size'],
) }}

{% set depth = recmart.source_depth('shoes') -%}
with

{{ recmart.asked(
    catalogue=recmart.here(ref('shoes__catalogue')),
    user_items=recmart.here(ref('int_shoes__user_item_matrix')),
    exclusions=recmart.here(ref('int_shoes__exclusions')),
) }}

{{ recmart.asked_candidates(
    domain='shoes',
    source='collaborative',
    weights='taste_weights',
    reason='chosen by those who like',
    because="user_items.because",
    settings={'candidates': depth, 'evidence_exponent': 0.5, 'may_cancel': true},
) }}

{{ recmart.asked_candidates(
    domain='shoes',
    source='content',
    weights='content_weights',
    reason='similar in style to',
    because="user_items.because",
    settings={'candidates': depth, 'evidence_exponent': 0.5},
    is_collaborative=false,
) }}

{{ recmart.asked_list('shoes', ['collaborative', 'content', 'segment', 'popular']) }}
