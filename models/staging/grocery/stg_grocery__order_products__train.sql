{{ recmart.accepted_rows(recmart.grocery_tables(), 'order_products__train') }}
