{{ recmart.raw_table(
    domain='custom',
    table='items',
    required=['item_id'],
    optional=['title'],
    rest_as='attributes',
    may_be_absent=true,
) }}
