{{ recmart.user_items(
    interactions=ref('int_dating__interactions'),
) }}
