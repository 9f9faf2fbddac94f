{{ config(enabled=recmart.is_wanted('grocery', 'weights.repeat')) }}

{{ recmart.repeat_candidates(
    interactions=ref('int_grocery__interactions'),
    newest_first=['age_days', 'order_number desc'],
    weight='strength',
    basket_decay=recmart.parameter('grocery', 'repeat.basket_decay'),
    prior_baskets=recmart.parameter('grocery', 'repeat.prior_baskets'),
    item_prior_baskets=recmart.parameter('grocery', 'repeat.item_prior_baskets'),
    rhythm_weight=recmart.parameter('grocery', 'repeat.rhythm_weight'),
    rhythm_days_of_once=recmart.parameter('grocery', 'repeat.rhythm_days_of_once'),
) }}
