{{ config(materialized='table') }}

{{ recmart.checked_rows(recmart.grocery_tables(), 'order_products__train') }}
