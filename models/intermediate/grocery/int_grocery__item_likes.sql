{{ recmart.item_likes(
    user_items=ref('int_grocery__user_items'),
    popularity=ref('int_grocery__item_popularity'),
) }}
