{% set is_there = recmart.is_merchandised('shoes') -%}
{{ config(materialized='table', enabled=is_there) }}

{% if is_there -%}
{{ recmart.checked_rows(recmart.shoes_tables(), 'merchandising') }}
{%- endif %}
