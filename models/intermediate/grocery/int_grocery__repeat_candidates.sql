{{ recmart.repeat_candidates(
    interactions=ref('int_grocery__interactions'),
    newest_first=['age_days', 'order_number desc'],
    weight='strength',
    basket_decay=0.85,
    prior_baskets=1,
    item_prior_baskets=20,
    rhythm_weight=0.08,
    rhythm_days_of_once=30,
) }}
