{{ recmart.raw_table(
    domain='grocery',
    table='order_products__prior',
    required=['order_id', 'product_id'],
    optional=['add_to_cart_order', 'reordered'],
) }}
