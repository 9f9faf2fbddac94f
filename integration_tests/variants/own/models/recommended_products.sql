{{ config(materialized='table') }}

{{ recmart.recommendations(
    interactions=source('till', 'orders'),
    items=ref('products'),
    columns={
        'user_id': 'customer_no',
        'item_id': 'sku',
        'timestamp': 'ordered_at',
        'event_type': 'channel',
        'basket_id': 'order_no',
        'title': 'name',
    },
    list_size=5,
    parameters={'rank': 2, 'weights': {'similar': 0.5, 'next': 0.1}},
) }}
