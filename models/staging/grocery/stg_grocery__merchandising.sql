{% set is_there = recmart.is_merchandised('grocery') -%}
{{ config(enabled=is_there) }}

{% if is_there -%}
{{ recmart.accepted_rows(recmart.grocery_tables(), 'merchandising') }}
{%- endif %}
