{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_shoes__shoes'),
    columns=[
        {'name': 'shoe_id', 'type': 'id', 'required': true},
        {'name': 'brand', 'type': 'text'},
        {'name': 'model', 'type': 'text'},
        {'name': 'type', 'type': 'code'},
        {'name': 'material', 'type': 'code'},
        {'name': 'color', 'type': 'code'},
        {'name': 'care_instructions', 'type': 'text'},
        {'name': 'lifespan_days', 'type': 'integer', 'min': 0},
    ],
    duplicates_over=['shoe_id'],
) }}
