{{ recmart.segment_metrics(
    lists=ref('int_dating__evaluated_lists'),
    user_metrics=ref('int_dating__user_metrics'),
    holdout=ref('int_dating__holdout'),
    users=ref('int_dating__users'),
    user_items=ref('int_dating__user_items'),
    items=ref('int_dating__items'),
    segments={'gender': 'gender', 'place': 'city', 'age_band': 'age_band'},
) }}
