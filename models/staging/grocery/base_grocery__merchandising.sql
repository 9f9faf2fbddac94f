{% set is_there = recmart.is_merchandised('grocery') -%}
{{ config(materialized='table', enabled=is_there) }}

{% if is_there -%}
{{ recmart.checked_rows(recmart.grocery_tables(), 'merchandising') }}
{%- endif %}
