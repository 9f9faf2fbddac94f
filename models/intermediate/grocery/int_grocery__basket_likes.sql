{{ recmart.item_likes(
    user_items=ref('int_grocery__basket_items'),
    popularity=ref('int_grocery__item_popularity'),
) }}
