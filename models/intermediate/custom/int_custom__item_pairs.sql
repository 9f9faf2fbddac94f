{{ recmart.item_pairs(
    user_items=ref('int_custom__user_items'),
    popularity=ref('custom__item_popularity'),
    user_exponent=0.5,
    blocks=32,
) }}
