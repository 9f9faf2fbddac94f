{{ config(materialized='view') }}

select
    user_history.user_id,
    user_history.rank,
    user_history.item_id as product_id,
    user_history.title as product_name,
    items.aisle,
    items.department,
    user_history.basket_id as last_order_id,
    user_history.order_number as last_order_number,
    user_history.age_days as days_before_latest_order,
    user_history.interactions as times_bought
from {{ ref('grocery__user_history') }} as user_history
inner join {{ ref('int_grocery__items') }} as items
    on user_history.item_id = items.item_id
order by user_history.user_id, user_history.rank
