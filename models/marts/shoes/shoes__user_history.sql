{{ recmart.user_history(
    interactions=ref('int_shoes__interactions'),
    popularity=ref('int_shoes__item_popularity'),
) }}
