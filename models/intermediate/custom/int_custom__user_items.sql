{{ recmart.user_items(
    interactions=ref('int_custom__interactions'),
) }}
