{{ config(
    materialized='table',
    schema='intermediate',
    enabled=recmart.is_wanted('evaluation'),
) }}

{% set is_backtest = recmart.as_of() is not none -%}
{% call(domain, run) recmart.of_evaluated_domains(
    columns={
        'user_id': dbt.type_string(),
        'item_id': dbt.type_string(),
        'gain': 'integer',
    },
) -%}
-- Of a file of the user's also what the build cannot know counts, as in published
-- benchmarks.
{{ recmart.held_out(
    events=ref('int_' ~ domain ~ '__events'),
    exclusions=ref('int_' ~ domain ~ '__exclusions'),
    items=ref('int_' ~ domain ~ '__items') if is_backtest else none,
    sequence='row_number' if domain == 'custom' else none,
    listable=recmart.evaluation_settings(domain).listable,
) }}
{%- endcall %}
