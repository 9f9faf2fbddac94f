{{ recmart.held_out(
    events=ref('int_shoes__events'),
    items=ref('int_shoes__items'),
    exclusions=ref('int_shoes__exclusions'),
    gain='strength',
) }}
