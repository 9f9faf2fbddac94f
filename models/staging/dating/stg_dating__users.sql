{{ recmart.accepted_rows(
    recmart.dating_tables(), 'users', instead={'gender': recmart.gender('gender')},
) }}
