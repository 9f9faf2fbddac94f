with

products as (

    select * from {{ ref('stg_grocery__products') }}

)

select
    products.product_id as item_id,
    coalesce(products.product_name, products.product_id) as title,
    aisles.aisle,
    departments.department,
    cast(null as timestamp) as created_at
from products
left join {{ ref('stg_grocery__aisles') }} as aisles
    on products.aisle_id = aisles.aisle_id
left join {{ ref('stg_grocery__departments') }} as departments
    on products.department_id = departments.department_id
