{{ recmart.accepted_rows(
    recmart.shoes_tables(), 'users', instead={'gender': recmart.gender('gender')},
) }}
