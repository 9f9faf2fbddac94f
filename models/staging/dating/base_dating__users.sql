{{ config(materialized='table') }}

{{ recmart.checked_rows(recmart.dating_tables(), 'users') }}
