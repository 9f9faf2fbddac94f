{{ recmart.item_likes(
    user_items=ref('int_streaming__user_items'),
    popularity=ref('int_streaming__item_popularity'),
) }}
