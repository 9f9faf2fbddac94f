{% set is_there = recmart.is_merchandised('streaming') -%}
{{ config(materialized='table', enabled=is_there) }}

{% if is_there -%}
{{ recmart.checked_rows(recmart.streaming_tables(), 'merchandising') }}
{%- endif %}
