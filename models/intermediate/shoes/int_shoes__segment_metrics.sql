{{ recmart.segment_metrics(
    lists=ref('int_shoes__evaluated_lists'),
    user_metrics=ref('int_shoes__user_metrics'),
    holdout=ref('int_shoes__holdout'),
    users=ref('int_shoes__users'),
    user_items=ref('int_shoes__user_items'),
    items=ref('int_shoes__items'),
    segments={'gender': 'gender', 'age_band': 'age_band'},
) }}
