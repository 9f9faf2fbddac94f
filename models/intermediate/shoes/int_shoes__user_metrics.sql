{{ recmart.user_metrics(
    lists=ref('int_shoes__evaluated_lists'),
    holdout=ref('int_shoes__holdout'),
    popularity=ref('int_shoes__item_popularity'),
    user_items=ref('int_shoes__user_items'),
    item_pairs=ref('int_shoes__item_pairs'),
    categories=ref('int_shoes__items'),
    category='type',
) }}
