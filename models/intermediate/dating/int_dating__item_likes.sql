{{ recmart.item_likes(
    user_items=ref('int_dating__user_items'),
    popularity=ref('int_dating__item_popularity'),
) }}
