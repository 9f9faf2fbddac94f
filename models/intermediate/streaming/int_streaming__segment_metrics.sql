{{ recmart.segment_metrics(
    lists=ref('int_streaming__evaluated_lists'),
    user_metrics=ref('int_streaming__user_metrics'),
    holdout=ref('int_streaming__holdout'),
    users=ref('int_streaming__users'),
    user_items=ref('int_streaming__user_items'),
    items=ref('int_streaming__items'),
    segments={'gender': 'gender', 'place': 'region', 'age_band': 'age_band'},
) }}
