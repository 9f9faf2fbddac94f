{{ recmart.accepted_rows(recmart.dating_tables(), 'users') }}
