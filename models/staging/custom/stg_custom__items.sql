{{ recmart.accepted_rows(recmart.custom_tables(), 'items') }}
