{{ recmart.repeat_candidates(
    interactions=ref('int_custom__interactions'),
    newest_first=['age_days', 'row_number desc'],
    basket_decay=0.85,
    prior_baskets=1,
    rhythm_weight=0.08,
) }}
