{{ recmart.segment_metrics(
    lists=ref('int_pings__evaluated_lists'),
    user_metrics=ref('int_pings__user_metrics'),
    holdout=ref('int_pings__holdout'),
    users=ref('int_pings__users'),
    user_items=ref('int_pings__user_items'),
    items=ref('int_pings__items'),
    segments={'place': 'country', 'age_band': 'age_band'},
) }}
