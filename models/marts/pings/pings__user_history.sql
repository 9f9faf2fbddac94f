{{ recmart.user_history(
    interactions=ref('int_pings__interactions'),
    popularity=ref('int_pings__item_popularity'),
) }}
