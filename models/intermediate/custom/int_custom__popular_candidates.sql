{{ recmart.popular_candidates(
    users=ref('int_custom__users'),
    popularity=ref('int_custom__item_popularity'),
    exclusions=ref('int_custom__exclusions'),
    candidates=var('recommendations_per_user'),
) }}
