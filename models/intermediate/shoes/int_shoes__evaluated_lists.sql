{{ recmart.evaluated_lists(
    recommendations=ref('shoes__recommendations'),
    popular_candidates=ref('int_shoes__popular_candidates'),
    exclusions=ref('int_shoes__exclusions'),
    holdout=ref('int_shoes__holdout'),
    list_size=var('recommendations_per_user'),
) }}
