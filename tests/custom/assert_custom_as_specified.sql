{{ recmart.broken_promises(recmart.custom_tables()) }}
