{{ recmart.raw_table(
    domain='shoes',
    table='shoes',
    required=['shoe_id'],
    optional=[
        'brand', 'model', 'type', 'material', 'color', 'care_instructions',
        'lifespan_days',
    ],
) }}
