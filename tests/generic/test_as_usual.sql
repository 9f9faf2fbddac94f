{% test as_usual(model, watches='days', domain=none) %}
{#- Warns of what is unusual, and fails where a level `error` is passed. -#}
{{ config(fail_calc='coalesce(max(level), 0)', warn_if='> 0', error_if='> 1') }}

{% if watches == 'days' -%}
{{ recmart.unusual_days(model, domain) }}
{%- elif watches == 'lists' -%}
{{ recmart.unusual_lists(model) }}
{%- else -%}
{{ recmart.unusual_files(model) }}
{%- endif %}

{% endtest %}
