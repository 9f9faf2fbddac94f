select
    product_id,
    -- The published files carry inches and quotations as \", not only as "".
    replace(product_name, '\"', '"') as product_name,
    aisle_id,
    department_id
from {{ ref('base_grocery__products') }}
where rejection_reason is null
