{{ recmart.raw_table(
    domain='grocery',
    table='products',
    required=['product_id'],
    optional=['product_name', 'aisle_id', 'department_id'],
) }}
