{{ recmart.dated_interactions(
    events=ref('int_pings__events'),
    further=['watch_time_ratio', 'engagement'],
) }}
