{{ recmart.accepted_rows(recmart.streaming_tables(), 'users') }}
