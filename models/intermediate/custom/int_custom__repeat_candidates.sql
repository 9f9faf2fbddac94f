{{ config(
    enabled=(
        recmart.is_wanted('custom', 'weights.repeat')
        or recmart.is_wanted('custom', 'weights.repeat_knn')
    ),
) }}

{{ recmart.repeat_candidates(
    interactions=ref('int_custom__interactions'),
    newest_first=['occurred_at desc nulls last', 'row_number desc'],
    is_purchase='is_purchase',
    basket_decay=recmart.parameter('custom', 'repeat.basket_decay'),
    prior_baskets=recmart.parameter('custom', 'repeat.prior_baskets'),
    item_prior_baskets=recmart.parameter('custom', 'repeat.item_prior_baskets'),
    rhythm_weight=recmart.parameter('custom', 'repeat.rhythm_weight'),
    rhythm_days_of_once=recmart.parameter('custom', 'repeat.rhythm_days_of_once'),
) }}
