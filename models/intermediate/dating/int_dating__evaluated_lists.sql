{{ recmart.evaluated_lists(
    recommendations=ref('dating__recommendations'),
    popular_candidates=ref('int_dating__popular_candidates'),
    exclusions=ref('int_dating__exclusions'),
    holdout=ref('int_dating__holdout'),
    list_size=var('recommendations_per_user'),
) }}
