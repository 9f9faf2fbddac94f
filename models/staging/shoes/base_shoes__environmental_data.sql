{{ config(materialized='table') }}

{{ recmart.checked_rows(recmart.shoes_tables(), 'environmental_data') }}
