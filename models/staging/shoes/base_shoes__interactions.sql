{{ config(materialized='table') }}

{{ recmart.checked_rows(recmart.shoes_tables(), 'interactions') }}
