{{ recmart.user_items(
    interactions=ref('int_shoes__interactions'),
) }}
