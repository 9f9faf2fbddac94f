{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.segment_metrics(
    lists=ref('int_custom__evaluated_lists'),
    user_metrics=ref('int_custom__user_metrics'),
    holdout=ref('int_custom__holdout'),
    users=ref('int_custom__users'),
    user_items=ref('int_custom__user_items'),
    items=ref('int_custom__items'),
) }}
