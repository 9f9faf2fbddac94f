{{ recmart.user_metrics(
    lists=ref('int_pings__evaluated_lists'),
    holdout=ref('int_pings__holdout'),
    popularity=ref('int_pings__item_popularity'),
    user_items=ref('int_pings__user_items'),
    item_pairs=ref('int_pings__item_pairs'),
    categories=ref('int_pings__items'),
    category='category',
) }}
