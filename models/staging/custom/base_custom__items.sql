{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_custom__items'),
    columns=[
        {'name': 'item_id', 'type': 'id', 'required': true},
        {'name': 'title', 'type': 'text'},
        {'name': 'attributes', 'type': 'json'},
    ],
    duplicates_over=['item_id'],
) }}
