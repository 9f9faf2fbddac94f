{{ config(materialized='table') }}

{{ recmart.checked_rows(recmart.custom_tables(), 'interactions') }}
