{{ recmart.item_likes(
    user_items=ref('int_pings__user_items'),
    popularity=ref('int_pings__item_popularity'),
) }}
