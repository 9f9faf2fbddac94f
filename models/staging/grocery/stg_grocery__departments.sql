{{ recmart.accepted_rows(recmart.grocery_tables(), 'departments') }}
