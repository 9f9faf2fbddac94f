{% set is_there = recmart.is_merchandised('custom') -%}
{{ config(materialized='table', enabled=is_there) }}

{% if is_there -%}
{{ recmart.checked_rows(recmart.custom_tables(), 'merchandising') }}
{%- endif %}
