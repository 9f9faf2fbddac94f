{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.user_metrics(
    lists=ref('int_custom__evaluated_lists'),
    holdout=ref('int_custom__holdout'),
    popularity=ref('int_custom__item_popularity'),
    user_items=ref('int_custom__user_items'),
    item_pairs=ref('int_custom__item_pairs'),
) }}
