{{ config(materialized='view') }}

{{ recmart.under_contract(recmart.here(ref('streaming__recommendations'))) }}
