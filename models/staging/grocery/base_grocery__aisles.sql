{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_grocery__aisles'),
    columns=[
        {'name': 'aisle_id', 'type': 'id', 'required': true},
        {'name': 'aisle', 'type': 'text'},
    ],
    duplicates_over=['aisle_id'],
) }}
