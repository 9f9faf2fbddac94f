{{ recmart.item_pairs(
    user_items=ref('int_shoes__user_items'),
    popularity=ref('shoes__item_popularity'),
    user_exponent=0.5,
) }}
