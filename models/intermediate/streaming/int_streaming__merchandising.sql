{{ config(enabled=recmart.is_merchandised('streaming')) }}

{{ recmart.merchandising_in_force(
    merchandising=ref('stg_streaming__merchandising'),
    events=ref('int_streaming__events'),
) }}
