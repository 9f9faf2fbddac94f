{{ recmart.accepted_rows(
    checked=ref('base_grocery__order_products__train'),
    columns=['order_id', 'product_id', 'add_to_cart_order', 'reordered'],
) }}
