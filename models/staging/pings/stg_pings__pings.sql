{{ recmart.accepted_rows(recmart.pings_tables(), 'pings') }}
