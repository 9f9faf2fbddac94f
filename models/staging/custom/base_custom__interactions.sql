{{ config(materialized='table', enabled=recmart.is_wanted('custom')) }}

{{ recmart.checked_rows(recmart.custom_tables(), 'interactions') }}
