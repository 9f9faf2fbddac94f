{{ config(materialized='view') }}

{{ recmart.under_contract(recmart.here(ref('pings__recommendations'))) }}
