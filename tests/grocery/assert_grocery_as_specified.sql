{{ recmart.broken_promises(recmart.grocery_tables()) }}
