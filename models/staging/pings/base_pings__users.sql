{{ config(materialized='table') }}

{{ recmart.checked_rows(recmart.pings_tables(), 'users') }}
