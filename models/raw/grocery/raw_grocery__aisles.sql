{{ recmart.raw_table(
    domain='grocery',
    table='aisles',
    required=['aisle_id', 'aisle'],
    may_be_absent=true,
) }}
