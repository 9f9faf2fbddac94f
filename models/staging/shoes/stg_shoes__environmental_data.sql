{{ recmart.accepted_rows(recmart.shoes_tables(), 'environmental_data') }}
