{{ recmart.held_out(
    events=ref('int_dating__events'),
    items=ref('int_dating__items'),
    exclusions=ref('int_dating__exclusions'),
    gain=recmart.dating_gain('event_type'),
) }}
