{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_pings__pings'),
    columns=[
        {'name': 'ping_id', 'type': 'id', 'required': true},
        {'name': 'creator_id', 'type': 'id'},
        {'name': 'main_hashtag', 'type': 'text'},
        {'name': 'category', 'type': 'code'},
        {'name': 'duration_sec', 'type': 'number', 'min': 0},
        {'name': 'created_at', 'type': 'timestamp'},
    ],
    duplicates_over=['ping_id'],
) }}
