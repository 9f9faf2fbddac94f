{{ recmart.user_metrics(
    lists=ref('int_grocery__evaluated_lists'),
    holdout=ref('int_grocery__holdout'),
    popularity=ref('int_grocery__item_popularity'),
    user_items=ref('int_grocery__user_items'),
    item_pairs=ref('int_grocery__item_pairs'),
    categories=ref('int_grocery__items'),
    category='department',
) }}
