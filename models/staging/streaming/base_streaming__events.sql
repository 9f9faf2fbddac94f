{{ config(materialized='table') }}

{{ recmart.checked_rows(recmart.streaming_tables(), 'events') }}
