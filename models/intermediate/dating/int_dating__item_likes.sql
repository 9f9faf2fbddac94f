{{ recmart.item_likes(
    user_items=ref('int_dating__user_items'),
    popularity=ref('dating__item_popularity'),
) }}
