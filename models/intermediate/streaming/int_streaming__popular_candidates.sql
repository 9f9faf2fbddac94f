{{ recmart.popular_candidates(
    users=ref('int_streaming__users'),
    popularity=ref('int_streaming__item_popularity'),
    exclusions=ref('int_streaming__exclusions'),
    candidates=var('recommendations_per_user'),
) }}
