with

visible_baskets as (

    select
        order_id,
        user_id,
        order_number,
        products,
        max(days_since_first) over (partition by user_id)
        - days_since_first as age_days
    from {{ ref('int_grocery__baskets') }}
    where not is_hidden

)

select
    visible_baskets.user_id,
    order_lines.product_id as item_id,
    cast(null as timestamp) as occurred_at,
    visible_baskets.age_days,
    'purchase' as event_type,
    {{ recmart.grocery_purchase_strength(
        'order_lines.add_to_cart_order', 'visible_baskets.products'
    ) }} as strength,
    false as is_negative,
    visible_baskets.order_id as basket_id,
    visible_baskets.order_number,
    order_lines.add_to_cart_order
from visible_baskets
inner join {{ ref('int_grocery__order_lines') }} as order_lines
    on visible_baskets.order_id = order_lines.order_id
