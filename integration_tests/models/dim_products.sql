select
    sku,
    name,
    category
from {{ ref('products') }}
