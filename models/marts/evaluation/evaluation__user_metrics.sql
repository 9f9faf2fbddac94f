{{ recmart.of_evaluated_domains(
    model='user_metrics',
    columns={
        'list_name': dbt.type_string(),
        'k': 'integer',
        'user_id': dbt.type_string(),
        'recall': 'double',
        'hit_rate': 'double',
        'precision': 'double',
        'ndcg': 'double',
        'mrr': 'double',
        'map': 'double',
        'novelty': 'double',
        'average_popularity': 'double',
        'intra_list_diversity': 'double',
        'calibration': 'double',
    },
) }}
