{% set is_there = recmart.is_merchandised('custom') -%}
{{ config(enabled=is_there) }}

{% if is_there -%}
{{ recmart.accepted_rows(recmart.custom_tables(), 'merchandising') }}
{%- endif %}
