{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_pings__users'),
    columns=[
        {'name': 'user_id', 'type': 'id', 'required': true},
        {'name': 'country', 'type': 'text'},
        {'name': 'signup_date', 'as': 'signed_up_at', 'type': 'timestamp'},
        {'name': 'age', 'type': 'integer', 'min': 0},
    ],
    duplicates_over=['user_id'],
) }}
