{{ config(materialized='table') }}

-- Lists in one model, without any var of recmart.
{{ recmart.recommendations(
    interactions=ref('fct_orders'),
    items=ref('dim_products'),
    columns={
        'user_id': 'customer_no',
        'item_id': 'sku',
        'timestamp': 'ordered_at',
        'title': 'name',
    },
) }}
