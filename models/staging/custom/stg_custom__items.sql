{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.accepted_rows(recmart.custom_tables(), 'items') }}
