{% set is_there = recmart.is_merchandised('streaming') -%}
{{ config(enabled=is_there) }}

{% if is_there -%}
{{ recmart.accepted_rows(recmart.streaming_tables(), 'merchandising') }}
{%- endif %}
