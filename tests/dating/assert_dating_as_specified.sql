{{ recmart.broken_promises(recmart.dating_tables()) }}
