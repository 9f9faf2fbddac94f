{{ recmart.dating_reciprocal_candidates(
    scores=ref('int_dating__reciprocal_scores'),
    people=ref('int_dating__people'),
    list_size=recmart.length_of_lists(),
) }}
