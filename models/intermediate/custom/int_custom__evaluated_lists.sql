{{ recmart.evaluated_lists(
    recommendations=ref('custom__recommendations'),
    popular_candidates=ref('int_custom__popular_candidates'),
    exclusions=ref('int_custom__exclusions'),
    holdout=ref('int_custom__holdout'),
    list_size=var('recommendations_per_user'),
) }}
