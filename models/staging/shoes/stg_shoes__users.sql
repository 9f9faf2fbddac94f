{{ recmart.accepted_rows(recmart.shoes_tables(), 'users') }}
