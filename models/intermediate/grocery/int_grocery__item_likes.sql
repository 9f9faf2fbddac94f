{{ recmart.item_likes(
    user_items=ref('int_grocery__user_items'),
    popularity=ref('grocery__item_popularity'),
) }}
