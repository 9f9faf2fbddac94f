select
    order_no,
    customer_no,
    sku,
    channel,
    cast(ordered_at as timestamp) as ordered_at
from {{ ref('orders') }}
