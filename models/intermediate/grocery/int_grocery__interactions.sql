select
    user_id,
    item_id,
    occurred_at,
    age_days,
    event_type,
    strength,
    is_negative,
    basket_id,
    order_number,
    add_to_cart_order
from {{ ref('int_grocery__events') }}
where is_visible
