{{ recmart.dated_interactions(events=ref('int_dating__events')) }}
