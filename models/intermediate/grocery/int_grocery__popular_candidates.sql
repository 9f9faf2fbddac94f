{{ recmart.popular_candidates(
    users=ref('int_grocery__users'),
    popularity=ref('int_grocery__item_popularity'),
    exclusions=ref('int_grocery__exclusions'),
    candidates=var('recommendations_per_user'),
) }}
