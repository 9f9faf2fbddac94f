{{ recmart.repeat_candidates(
    interactions=ref('int_custom__interactions'),
    newest_first=['age_days', 'row_number desc'],
) }}
