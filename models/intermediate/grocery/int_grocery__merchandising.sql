{{ config(enabled=recmart.is_merchandised('grocery')) }}

{{ recmart.merchandising_in_force(
    merchandising=ref('stg_grocery__merchandising'),
    events=ref('int_grocery__events'),
) }}
