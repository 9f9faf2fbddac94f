{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_grocery__orders'),
    columns=[
        {'name': 'order_id', 'type': 'id', 'required': true},
        {'name': 'user_id', 'type': 'id', 'required': true},
        {'name': 'eval_set', 'type': 'code', 'accepted': ['prior', 'train', 'test']},
        {'name': 'order_number', 'type': 'integer', 'required': true, 'min': 0},
        {'name': 'order_dow', 'type': 'integer', 'min': 0},
        {'name': 'order_hour_of_day', 'type': 'integer', 'min': 0},
        {'name': 'days_since_prior_order', 'type': 'number', 'min': 0},
    ],
    duplicates_over=['order_id'],
) }}
