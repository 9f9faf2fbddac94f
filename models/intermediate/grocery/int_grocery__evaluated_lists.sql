{{ recmart.evaluated_lists(
    recommendations=ref('grocery__recommendations'),
    popular_candidates=ref('int_grocery__popular_candidates'),
    exclusions=ref('int_grocery__exclusions'),
    holdout=ref('int_grocery__holdout'),
    list_size=var('recommendations_per_user'),
) }}
