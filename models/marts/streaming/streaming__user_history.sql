{{ recmart.user_history(
    interactions=ref('int_streaming__interactions'),
    popularity=ref('int_streaming__item_popularity'),
    measures={'watch_seconds': 6},
) }}
