{{ config(materialized='view') }}

{{ recmart.under_contract(recmart.here(ref('grocery__recommendations'))) }}
