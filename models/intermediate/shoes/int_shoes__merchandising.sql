{{ config(enabled=recmart.is_merchandised('shoes')) }}

{{ recmart.merchandising_in_force(
    merchandising=ref('stg_shoes__merchandising'),
    events=ref('int_shoes__events'),
) }}
