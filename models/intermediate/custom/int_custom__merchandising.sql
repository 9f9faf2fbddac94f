{{ config(enabled=recmart.is_merchandised('custom')) }}

{{ recmart.merchandising_in_force(
    merchandising=ref('stg_custom__merchandising'),
    events=ref('int_custom__events'),
    items=ref('stg_custom__items'),
) }}
