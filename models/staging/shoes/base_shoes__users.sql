{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_shoes__users'),
    columns=[
        {'name': 'user_id', 'type': 'id', 'required': true},
        {'name': 'age', 'type': 'integer', 'min': 0},
        {'name': 'gender', 'type': 'code'},
        {'name': 'primary_usage', 'type': 'code'},
    ],
    duplicates_over=['user_id'],
) }}
