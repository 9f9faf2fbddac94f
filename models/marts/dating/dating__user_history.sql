{{ recmart.user_history(
    interactions=ref('int_dating__interactions'),
    popularity=ref('int_dating__item_popularity'),
) }}
