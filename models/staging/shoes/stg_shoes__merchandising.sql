{% set is_there = recmart.is_merchandised('shoes') -%}
{{ config(enabled=is_there) }}

{% if is_there -%}
{{ recmart.accepted_rows(recmart.shoes_tables(), 'merchandising') }}
{%- endif %}
