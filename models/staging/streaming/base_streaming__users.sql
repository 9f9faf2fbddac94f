{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_streaming__users'),
    columns=[
        {'name': 'user_id', 'type': 'id', 'required': true},
        {'name': 'age', 'type': 'integer', 'min': 0},
        {'name': 'gender', 'type': 'code'},
        {'name': 'region', 'type': 'text'},
    ],
    duplicates_over=['user_id'],
) }}
