{{ recmart.dated_interactions(events=ref('int_shoes__events')) }}
