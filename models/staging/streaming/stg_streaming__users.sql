{{ recmart.accepted_rows(
    recmart.streaming_tables(), 'users', instead={'gender': recmart.gender('gender')},
) }}
