{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_streaming__events'),
    columns=[
        {'name': 'user_id', 'type': 'id', 'required': true},
        {'name': 'item_id', 'type': 'id', 'required': true},
        {'name': 'event_type', 'type': 'code', 'required': true},
        {'name': 'watch_seconds', 'type': 'number', 'min': 0},
        {'name': 'timestamp', 'as': 'occurred_at', 'type': 'timestamp', 'required': true},
    ],
    duplicates_over=['user_id', 'item_id', 'event_type', 'watch_seconds', 'timestamp'],
    known=[
        {'column': 'user_id', 'relation': ref('base_streaming__users'), 'to': 'user_id'},
        {'column': 'item_id', 'relation': ref('stg_streaming__items'), 'to': 'item_id'},
    ],
) }}
