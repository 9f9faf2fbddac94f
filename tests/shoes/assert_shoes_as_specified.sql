{{ recmart.broken_promises(recmart.shoes_tables()) }}
