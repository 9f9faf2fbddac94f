{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_shoes__interactions'),
    columns=[
        {'name': 'user_id', 'type': 'id', 'required': true},
        {'name': 'shoe_id', 'type': 'id', 'required': true},
        {
            'name': 'interaction_type', 'type': 'code', 'required': true,
            'accepted': ['view', 'add_to_wishlist', 'purchase'],
        },
        {'name': 'timestamp', 'as': 'occurred_at', 'type': 'timestamp', 'required': true},
    ],
    duplicates_over=['user_id', 'shoe_id', 'interaction_type', 'timestamp'],
    known=[
        {'column': 'user_id', 'relation': ref('base_shoes__users'), 'to': 'user_id'},
        {'column': 'shoe_id', 'relation': ref('stg_shoes__shoes'), 'to': 'shoe_id'},
    ],
) }}
