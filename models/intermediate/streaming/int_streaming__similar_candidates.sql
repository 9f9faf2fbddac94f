{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('streaming', 'weights.similar'),
) }}

{{ recmart.similar_candidates(
    user_items=ref('int_streaming__user_items'),
    weights=ref('int_streaming__item_weights'),
    popularity=ref('int_streaming__item_popularity'),
    exclusions=ref('int_streaming__exclusions'),
    reason='similar to',
    because=recmart.streaming_because(),
    **recmart.history_settings('streaming')
) }}
