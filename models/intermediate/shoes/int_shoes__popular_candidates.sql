{{ recmart.popular_candidates(
    users=ref('int_shoes__users'),
    popularity=ref('int_shoes__item_popularity'),
    exclusions=ref('int_shoes__exclusions'),
    candidates=var('recommendations_per_user'),
) }}
