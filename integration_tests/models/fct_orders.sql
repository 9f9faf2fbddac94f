select
    customer_no,
    sku,
    cast(ordered_at as timestamp) as ordered_at
from {{ ref('orders') }}
