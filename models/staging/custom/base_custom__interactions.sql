{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_custom__interactions'),
    columns=[
        {'name': 'user_id', 'type': 'id', 'required': true},
        {'name': 'item_id', 'type': 'id', 'required': true},
        {'name': 'timestamp', 'as': 'occurred_at', 'type': 'timestamp'},
        {'name': 'weight', 'type': 'number'},
        {'name': 'event_type', 'type': 'code'},
        {'name': 'basket_id', 'type': 'id'},
    ],
    duplicates_over=[
        'user_id', 'item_id', 'timestamp', 'weight', 'event_type', 'basket_id',
    ],
    duplicates_need='timestamp',
) }}
