{{ recmart.user_metrics(
    lists=ref('int_streaming__evaluated_lists'),
    holdout=ref('int_streaming__holdout'),
    popularity=ref('int_streaming__item_popularity'),
    user_items=ref('int_streaming__user_items'),
    item_pairs=ref('int_streaming__item_pairs'),
    categories=ref('int_streaming__items'),
    category='genre',
) }}
