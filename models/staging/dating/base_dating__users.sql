{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_dating__users'),
    columns=[
        {'name': 'user_id', 'type': 'id', 'required': true},
        {'name': 'first_name', 'type': 'text', 'personal': true},
        {'name': 'last_name', 'type': 'text', 'personal': true},
        {'name': 'gender', 'type': 'code'},
        {'name': 'age', 'type': 'integer', 'min': 0},
        {'name': 'city', 'type': 'text'},
        {'name': 'email', 'type': 'text', 'personal': true},
        {'name': 'about_me', 'type': 'text', 'personal': true},
    ],
    duplicates_over=['user_id'],
) }}
