{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_custom__holdout'),
    columns=[
        {'name': 'user_id', 'type': 'id', 'required': true},
        {'name': 'item_id', 'type': 'id', 'required': true},
        {'name': 'timestamp', 'as': 'occurred_at', 'type': 'timestamp'},
        {'name': 'weight', 'type': 'number'},
    ],
) }}
