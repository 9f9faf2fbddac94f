{{ recmart.broken_promises(recmart.streaming_tables()) }}
