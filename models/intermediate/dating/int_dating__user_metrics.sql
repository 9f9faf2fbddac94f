{{ recmart.user_metrics(
    lists=ref('int_dating__evaluated_lists'),
    holdout=ref('int_dating__holdout'),
    popularity=ref('int_dating__item_popularity'),
    user_items=ref('int_dating__user_items'),
    item_pairs=ref('int_dating__item_pairs'),
) }}
