{{ config(materialized='view') }}

{{ recmart.under_contract(recmart.here(ref('custom__recommendations'))) }}
