{{ config(materialized='table') }}

-- Ids without a row of their own are no reason to reject: no interaction may be lost
-- from the daily reactions, and accounts get deleted.
{{ recmart.checked_rows(
    raw=ref('raw_dating__interactions'),
    columns=[
        {'name': 'user_id', 'type': 'id', 'required': true},
        {'name': 'liked_user_id', 'type': 'id', 'required': true},
        {'name': 'timestamp', 'as': 'occurred_at', 'type': 'timestamp', 'required': true},
        {'name': 'like_type', 'type': 'integer', 'required': true, 'accepted': [0, 1, 2]},
    ],
    duplicates_over=['user_id', 'liked_user_id', 'timestamp', 'like_type'],
) }}
