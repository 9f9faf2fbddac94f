{{ recmart.popular_candidates(
    users=ref('int_dating__users'),
    popularity=ref('dating__item_popularity'),
    exclusions=ref('int_dating__exclusions'),
    candidates=var('recommendations_per_user'),
) }}
