{{ recmart.dated_interactions(
    events=ref('int_streaming__events'),
    further=['watch_seconds'],
) }}
