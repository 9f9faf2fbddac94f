{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_grocery__order_products__prior'),
    columns=[
        {'name': 'order_id', 'type': 'id', 'required': true},
        {'name': 'product_id', 'type': 'id', 'required': true},
        {'name': 'add_to_cart_order', 'type': 'integer', 'min': 0},
        {'name': 'reordered', 'type': 'integer', 'accepted': [0, 1]},
    ],
    duplicates_over=['order_id', 'product_id'],
    known=[
        {'column': 'order_id', 'relation': ref('stg_grocery__orders'), 'to': 'order_id'},
        {
            'column': 'product_id',
            'relation': ref('stg_grocery__products'),
            'to': 'product_id',
        },
    ],
) }}
