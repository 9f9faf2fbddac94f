{{ config(materialized='view') }}

{{ recmart.under_contract(recmart.here(ref('shoes__recommendations'))) }}
