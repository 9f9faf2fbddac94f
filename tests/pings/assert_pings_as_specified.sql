{{ recmart.broken_promises(recmart.pings_tables()) }}
