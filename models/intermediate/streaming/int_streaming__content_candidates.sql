{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('streaming', 'weights.content'),
) }}

{{ recmart.similar_candidates(
    user_items=ref('int_streaming__user_items'),
    weights=ref('int_streaming__content_weights'),
    popularity=ref('int_streaming__item_popularity'),
    exclusions=ref('int_streaming__exclusions'),
    reason='like',
    because=recmart.streaming_because(),
    is_collaborative=false,
    **recmart.history_settings('streaming')
) }}
