{{ recmart.accepted_rows(
    checked=ref('base_pings__interactions'),
    columns=['user_id', 'ping_id', 'event_type', 'watch_time_sec', 'occurred_at'],
) }}
