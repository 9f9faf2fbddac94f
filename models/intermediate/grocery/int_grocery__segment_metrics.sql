{{ recmart.segment_metrics(
    lists=ref('int_grocery__evaluated_lists'),
    user_metrics=ref('int_grocery__user_metrics'),
    holdout=ref('int_grocery__holdout'),
    users=ref('int_grocery__users'),
    user_items=ref('int_grocery__user_items'),
    items=ref('int_grocery__items'),
) }}
