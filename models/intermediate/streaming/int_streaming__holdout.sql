{{ recmart.held_out(
    events=ref('int_streaming__events'),
    items=ref('int_streaming__items'),
    exclusions=ref('int_streaming__exclusions'),
) }}
