{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_streaming__items'),
    columns=[
        {'name': 'item_id', 'type': 'id', 'required': true},
        {'name': 'title', 'type': 'text'},
        {'name': 'content_type', 'type': 'code'},
        {'name': 'genre', 'type': 'code'},
    ],
    duplicates_over=['item_id'],
) }}
