{{ config(materialized='table') }}

-- Who or what is not in the other two tables is welcome: its events happened.
{{ recmart.checked_rows(
    raw=ref('raw_pings__interactions'),
    columns=[
        {'name': 'user_id', 'type': 'id', 'required': true},
        {'name': 'ping_id', 'type': 'id', 'required': true},
        {'name': 'event_type', 'type': 'code'},
        {'name': 'watch_time_sec', 'type': 'number', 'min': 0},
        {'name': 'event_timestamp', 'as': 'occurred_at', 'type': 'timestamp'},
    ],
    duplicates_over=[
        'user_id', 'ping_id', 'event_type', 'watch_time_sec', 'event_timestamp',
    ],
    duplicates_need='event_timestamp',
) }}
