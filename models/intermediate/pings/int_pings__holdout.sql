{{ recmart.held_out(
    events=ref('int_pings__events'),
    items=ref('int_pings__items'),
    exclusions=ref('int_pings__exclusions'),
) }}
