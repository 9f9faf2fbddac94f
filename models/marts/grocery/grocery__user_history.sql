{{ recmart.user_history(
    interactions=ref('int_grocery__interactions'),
    popularity=ref('int_grocery__item_popularity'),
    newest_first=['age_days', 'order_number desc', 'basket_id', 'add_to_cart_order'],
    attributes=['basket_id', 'order_number', 'age_days'],
) }}
