{{ config(
    unique_key=['run_id', 'cutoffs'],
    enabled=recmart.is_wanted('evaluation'),
) }}

{% call(domain, run) recmart.of_evaluated_domains(
    columns={
        'cutoffs': 'integer',
        'metric': dbt.type_string(),
        'k': 'integer',
        'value': recmart.type_double(),
        'lower': recmart.type_double(),
        'upper': recmart.type_double(),
        'popular_value': recmart.type_double(),
        'difference': recmart.type_double(),
        'difference_lower': recmart.type_double(),
        'difference_upper': recmart.type_double(),
        'p_value': recmart.type_double(),
    },
) -%}
{{ recmart.averaged_metrics(
    metrics=ref('evaluation__metrics'),
    run_ids=recmart.averaged_runs(domain),
) }}
{%- endcall %}
