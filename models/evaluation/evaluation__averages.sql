{{ config(
    unique_key=['run_id', 'cutoffs'],
    enabled=recmart.is_wanted('evaluation'),
) }}

{% call(domain, run) recmart.of_evaluated_domains(
    columns={
        'cutoffs': 'integer',
        'metric': dbt.type_string(),
        'k': 'integer',
        'value': 'double',
        'lower': 'double',
        'upper': 'double',
        'popular_value': 'double',
        'difference': 'double',
        'difference_lower': 'double',
        'difference_upper': 'double',
        'p_value': 'double',
    },
) -%}
{{ recmart.averaged_metrics(
    metrics=ref('evaluation__metrics'),
    run_ids=recmart.averaged_runs(domain),
) }}
{%- endcall %}
