{{ recmart.accepted_rows(
    checked=ref('base_grocery__order_products__prior'),
    columns=['order_id', 'product_id', 'add_to_cart_order', 'reordered'],
) }}
