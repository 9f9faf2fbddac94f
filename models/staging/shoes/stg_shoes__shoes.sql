{{ recmart.accepted_rows(
    checked=ref('base_shoes__shoes'),
    columns=[
        'shoe_id', 'brand', 'model', 'type', 'material', 'color', 'care_instructions',
        'lifespan_days',
    ],
) }}
