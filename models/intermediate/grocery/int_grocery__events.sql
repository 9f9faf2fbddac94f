{{ config(materialized='view') }}

select
    baskets.user_id,
    order_lines.product_id as item_id,
    cast(null as timestamp) as occurred_at,
    baskets.is_visible,
    'purchase' as event_type,
    cast(
        {{ recmart.grocery_purchase_strength(
            'order_lines.add_to_cart_order', 'baskets.products'
        ) }} as {{ recmart.type_double() }}
    ) as strength,
    false as is_negative,
    1 as gain,
    baskets.order_id as basket_id,
    baskets.age_days,
    baskets.order_number,
    order_lines.add_to_cart_order
from {{ ref('int_grocery__baskets') }} as baskets
inner join {{ ref('int_grocery__order_lines') }} as order_lines
    on baskets.order_id = order_lines.order_id
