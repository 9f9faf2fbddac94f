{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_grocery__departments'),
    columns=[
        {'name': 'department_id', 'type': 'id', 'required': true},
        {'name': 'department', 'type': 'text'},
    ],
    duplicates_over=['department_id'],
) }}
