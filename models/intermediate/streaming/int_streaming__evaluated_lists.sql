{{ recmart.evaluated_lists(
    recommendations=ref('streaming__recommendations'),
    popular_candidates=ref('int_streaming__popular_candidates'),
    exclusions=ref('int_streaming__exclusions'),
    holdout=ref('int_streaming__holdout'),
    list_size=var('recommendations_per_user'),
) }}
