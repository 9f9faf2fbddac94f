{{ recmart.accepted_rows(
    checked=ref('base_streaming__events'),
    columns=['user_id', 'item_id', 'event_type', 'watch_seconds', 'occurred_at'],
) }}
