{{ recmart.of_evaluated_domains(
    model='segment_metrics',
    columns={
        'segment_type': dbt.type_string(),
        'segment': dbt.type_string(),
        'k': 'integer',
        'metric': dbt.type_string(),
        'users': dbt.type_bigint(),
        'value': 'double',
        'lower': 'double',
        'upper': 'double',
        'popular_value': 'double',
        'difference': 'double',
        'difference_lower': 'double',
        'difference_upper': 'double',
        'p_value': 'double',
    },
) }}
