{{ recmart.item_likes(
    user_items=ref('int_shoes__user_items'),
    popularity=ref('int_shoes__item_popularity'),
) }}
