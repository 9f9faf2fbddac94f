{% macro user_metric_names() %}
    {#- The metrics of one user's list, as the marts order them. -#}
    {{ return([
        'recall', 'hit_rate', 'precision', 'ndcg', 'mrr', 'map', 'novelty',
        'average_popularity', 'intra_list_diversity', 'calibration', 'new_item_recall',
    ]) }}
{% endmacro %}
